/// Commands that Windows PowerShell 5.1 has by itself: those of its own modules (Core, Management, Utility, Security, Diagnostics,
/// Host, CimCmdlets, Archive). Source: the reference of Windows PowerShell 5.1.
public enum WindowsPowerShell {
    public static func isBuiltIn(_ command: String) -> Bool { names.contains(command.lowercased()) }

    private static let names: Set<String> = Set(nouns.flatMap { verb, nouns in
        nouns.split(separator: " ").map { "\(verb)-\($0)".lowercased() }
    })

    private static let nouns: [(String, String)] = [
        ("Add", "Computer Content History Member PSSnapin Type"),
        ("Checkpoint", "Computer"),
        ("Clear", "Content EventLog History Item ItemProperty RecycleBin Variable"),
        ("Compare", "Object"),
        ("Complete", "Transaction"),
        ("Compress", "Archive"),
        ("Connect", "PSSession WSMan"),
        ("ConvertFrom", "Csv Json SecureString String StringData SddlString CIPolicy"),
        ("ConvertTo", "Csv Html Json SecureString Xml"),
        ("Convert", "Path String"),
        ("Copy", "Item ItemProperty"),
        ("Debug", "Job Process Runspace"),
        ("Disable", "ComputerRestore JobTrigger PSBreakpoint PSRemoting PSSessionConfiguration PSTrace RunspaceDebug WSManCredSSP"),
        ("Disconnect", "PSSession WSMan"),
        ("Enable", "ComputerRestore JobTrigger PSBreakpoint PSRemoting PSSessionConfiguration PSTrace RunspaceDebug WSManCredSSP"),
        ("Enter", "PSHostProcess PSSession"),
        ("Exit", "PSHostProcess PSSession"),
        ("Expand", "Archive"),
        ("Export", "Alias Clixml Console Counter Csv FormatData ModuleMember PSSession"),
        ("ForEach", "Object"),
        ("Format", "Custom Hex List Table Wide"),
        ("Get", """
            Acl Alias AuthenticodeSignature ChildItem CimAssociatedInstance CimClass CimInstance CimSession Clipboard CmsMessage Command \
            ComputerInfo ComputerRestorePoint Content ControlPanelItem Counter Credential Culture Date Event EventLog EventSubscriber \
            ExecutionPolicy FileHash FormatData Help History Host HotFix InstalledModule Item ItemProperty ItemPropertyValue Job Location \
            Member Module ModuleRepository Package PackageProvider PackageSource PfxCertificate Process PSBreakpoint PSCallStack PSDrive \
            PSHostProcessInfo PSProvider PSRepository PSSession PSSessionCapability PSSessionConfiguration PSSnapin Random Runspace \
            RunspaceDebug Service TimeZone TraceSource Transaction TypeData UICulture Unique Uptime Variable Verb WinEvent WmiObject \
            WSManCredSSP WSManInstance
            """),
        ("Group", "Object"),
        ("Import", "Alias Clixml Counter Csv LocalizedData Module PowerShellDataFile PSSession"),
        ("Install", "Module Package Script"),
        ("Invoke", "CimMethod Command Expression History Item RestMethod WebRequest WmiMethod WSManAction"),
        ("Join", "Path"),
        ("Limit", "EventLog"),
        ("Measure", "Command Object"),
        ("Move", "Item ItemProperty"),
        ("New", """
            Alias CimInstance CimSession CimSessionOption Event EventLog FileCatalog Guid Item ItemProperty Module ModuleManifest Object \
            PSDrive PSRoleCapabilityFile PSSession PSSessionConfigurationFile PSSessionOption PSTransportOption Service TemporaryFile \
            TimeSpan Variable WebServiceProxy WinEvent WSManInstance WSManSessionOption
            """),
        ("Out", "Default File GridView Host Null Printer String"),
        ("Pop", "Location"),
        ("Protect", "CmsMessage"),
        ("Push", "Location"),
        ("Read", "Host"),
        ("Receive", "Job PSSession"),
        ("Register", "ArgumentCompleter CimIndicationEvent EngineEvent ObjectEvent PSSessionConfiguration WmiEvent"),
        ("Remove", """
            CimInstance CimSession Computer Event EventLog Item ItemProperty Job Module PSBreakpoint PSDrive PSSession PSSnapin TypeData \
            Variable WmiObject WSManInstance
            """),
        ("Rename", "Computer Item ItemProperty"),
        ("Reset", "ComputerMachinePassword"),
        ("Resolve", "Path DnsName"),
        ("Restart", "Computer Service"),
        ("Restore", "Computer"),
        ("Resume", "Job Service"),
        ("Save", "Help Module"),
        ("Select", "Object String Xml"),
        ("Send", "MailMessage"),
        ("Set", """
            Acl Alias AuthenticodeSignature CimInstance Clipboard Content Date ExecutionPolicy Item ItemProperty Location PSBreakpoint \
            PSDebug PSSessionConfiguration Service StrictMode TimeZone TraceSource Variable WmiInstance WSManInstance WSManQuickConfig
            """),
        ("Show", "Command ControlPanelItem EventLog"),
        ("Sort", "Object"),
        ("Split", "Path"),
        ("Start", "Job Process Service Sleep Transaction Transcript"),
        ("Stop", "Computer Job Process Service Transcript"),
        ("Suspend", "Job Service"),
        ("Tee", "Object"),
        ("Test", """
            ComputerSecureChannel Connection FileCatalog ModuleManifest NetConnection Path PSSessionConfigurationFile WSMan
            """),
        ("Trace", "Command"),
        ("Unblock", "File"),
        ("Undo", "Transaction"),
        ("Unprotect", "CmsMessage"),
        ("Unregister", "Event PSSessionConfiguration"),
        ("Update", "FormatData Help List Module TypeData"),
        ("Use", "Transaction"),
        ("Wait", "Debugger Event Job Process"),
        ("Where", "Object"),
        ("Write", "Debug Error EventLog Host Information Output Progress Verbose Warning"),
    ]
}
