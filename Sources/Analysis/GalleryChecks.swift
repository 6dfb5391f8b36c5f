import Diagnostics
import Plan

extension Checker {
    /// Of which gallery item an application is made.
    mutating func checkGallery(_ mapping: Mapping, _ via: Via) {
        if let template = mapping.template, let problem = Parameters.Kind.uuid.problem(with: template.value) {
            report.add(.galleryTemplate(template, problem))
        }
        if let gallery = mapping.gallery, gallery.value.isEmpty { report.add(.galleryNameless(gallery)) }
        if via == .mim, let said = mapping.template ?? mapping.gallery { report.add(.galleryWithoutApplication(said)) }
    }
}

extension Diagnostic {
    fileprivate static func galleryTemplate(_ template: Spanned<String>, _ problem: String) -> Diagnostic {
        Diagnostic(
            .galleryItem, "`\(template.value)` is no id of a gallery item",
            at: Label(template.span, problem),
            help: [FixIt("remove it: the item is looked up by its name when the bundle runs")])
    }

    fileprivate static func galleryNameless(_ gallery: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .galleryItem, "the gallery item has no name",
            at: Label(gallery.span),
            help: [FixIt("write its display name, letter by letter as the gallery has it: Salesforce")])
    }

    fileprivate static func galleryWithoutApplication(_ said: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .galleryItem, "a mapping that stays with MIM has no application",
            at: Label(said.span),
            why: "Only a provisioning job of Entra's needs one.",
            help: [FixIt("remove it")])
    }
}
