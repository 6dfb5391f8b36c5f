-- Contoso's mappings a second time, in SQL: not made by the compiler, so that the two can disagree.
\set QUIET on
\pset format csv
\pset tuples_only on
SET client_min_messages = error;

CREATE TABLE hr_rows (
    id text, first text, last text, middle text, type text, status text, job text, department text, manager text, cost text, phone text,
    mobile text, office text, address text, city text, state text, postcode text, country text);
CREATE TABLE agency_rows (
    id text, status text, type text, login text, first text, last text, name text, pronoun text, manager text, hired text, leave text,
    department text, division text, cost text, company text, location text, job text, street text, city text, country text, phone text,
    custom1 text, custom2 text, zip text);
SELECT format('\copy hr_rows FROM %L WITH (FORMAT csv, HEADER true, NULL ''\N'')', :'hr') AS hr_command,
       format('\copy agency_rows FROM %L WITH (FORMAT csv, HEADER true, NULL ''\N'')', :'contractors') AS agency_command \gset
\o /dev/null
:hr_command
:agency_command
\o

-- Somebody is a key that all rows with it agree on.
CREATE VIEW hr AS
SELECT DISTINCT * FROM hr_rows
WHERE lower(id) IN (SELECT lower(id) FROM (SELECT DISTINCT * FROM hr_rows) AS once GROUP BY lower(id) HAVING count(*) = 1)
  AND id <> '' AND first <> '' AND last <> '' AND type <> '' AND status <> '';
CREATE VIEW agency AS
SELECT DISTINCT * FROM agency_rows
WHERE lower(id) IN (SELECT lower(id) FROM (SELECT DISTINCT * FROM agency_rows) AS once GROUP BY lower(id) HAVING count(*) = 1)
  AND type IN ('Contractor', 'Intern');

-- NormalizeDiacritics(StripSpaces(…)) for the letters that the samples have.
CREATE FUNCTION plain(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT translate(replace(name, ' ', ''), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy')
$$;
CREATE FUNCTION shown(first text, middle text, last text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN middle = '' THEN first || ' ' || last ELSE first || ' ' || left(middle, 1) || '. ' || last END
$$;

-- Entra ID. Of two who want one user principal name the first by key gets it; the other has no user, and nothing behind it.
CREATE VIEW users AS
SELECT * FROM (
    SELECT hr.*, left(plain(first) || plain(last), 64) AS nickname,
           row_number() OVER (PARTITION BY lower(left(plain(first) || plain(last), 64)) ORDER BY lower(id) COLLATE "C") AS place
    FROM hr) AS named
WHERE place = 1;

CREATE TABLE result (system text, key text, attribute text, value text);

INSERT INTO result SELECT 'entra', id, attribute, value FROM users, LATERAL (VALUES
    ('employeeId', id), ('givenName', first), ('surname', last), ('middleName', middle), ('displayName', shown(first, middle, last)),
    ('mailNickname', nickname), ('userPrincipalName', nickname || '@contoso.com'), ('employeeType', type), ('jobTitle', job),
    ('department', department), ('companyName', 'Contoso'), ('employeeOrgData.costCenter', cost), ('manager', manager),
    ('managerEmployeeId', manager), ('businessPhones', phone), ('mobilePhone', mobile), ('officeLocation', office), ('streetAddress', address),
    ('city', city), ('state', state), ('postalCode', left(postcode, 40)), ('country', country),
    ('accountEnabled', CASE WHEN status = 'Terminated' THEN 'False' ELSE '' END)) AS one (attribute, value);

INSERT INTO result SELECT 'entra', id, attribute, value FROM agency, LATERAL (VALUES
    ('employeeId', id), ('userPrincipalName', lower(login) || '@contoso.com'), ('mailNickname', login), ('displayName', name), ('givenName', first),
    ('surname', last), ('employeeType', 'Agency'), ('jobTitle', job), ('department', department), ('companyName', company),
    ('employeeOrgData.division', division), ('employeeOrgData.costCenter', cost), ('employeeHireDate', hired), ('manager', manager),
    ('businessPhones', phone), ('officeLocation', location), ('streetAddress', street), ('city', city), ('postalCode', zip), ('country', country),
    ('usageLocation', CASE country WHEN 'UK' THEN 'GB' ELSE country END),
    ('accountEnabled', CASE WHEN status = 'Inactive' THEN 'False' ELSE '' END)) AS one (attribute, value);

-- Behind Entra ID: a disabled user is never created there.
INSERT INTO result SELECT 'mim-portal', id, attribute, value FROM users, LATERAL (VALUES
    ('EntraObjectId', 'new:' || id), ('EmployeeID', id), ('AccountName', nickname), ('DisplayName', shown(first, middle, last)), ('FirstName', first),
    ('MiddleName', middle), ('LastName', last), ('EmployeeType', type), ('JobTitle', job), ('Department', department), ('Company', 'Contoso'),
    ('OfficePhone', phone), ('MobilePhone', mobile), ('City', city), ('PostalCode', left(postcode, 40)), ('Country', country),
    ('ManagerEmployeeID', manager), ('IsSoftDeleted', 'False')) AS one (attribute, value)
WHERE status <> 'Terminated';

INSERT INTO result SELECT 'hr-staging', id, attribute, value FROM users, LATERAL (VALUES
    ('EntraObjectId', 'new:' || id), ('EmployeeID', id), ('Firstname', first), ('MiddleName', middle), ('LastName', last), ('EmployeeType', type),
    ('EmployeeStatus', 'Active'), ('JobTitle', job), ('Department', department), ('Manager', manager), ('CostCenter', cost), ('OfficePhone', phone),
    ('MobilePhone', mobile), ('Address', address), ('City', city), ('State', state), ('Postcode', left(postcode, 40)), ('Country', country),
    ('IsSoftDeleted', 'False')) AS one (attribute, value)
WHERE status <> 'Terminated';

INSERT INTO result SELECT 'lds', id, attribute, value FROM users, LATERAL (VALUES
    ('employeeID', id), ('-dn-', 'CN=' || nickname || ',OU=People,DC=Contoso,DC=local'), ('cn', nickname), ('displayName', shown(first, middle, last)),
    ('givenName', first), ('sn', last), ('title', job), ('department', department), ('employeeType', type), ('mobile', mobile),
    ('msDS-UserAccountDisabled', 'False')) AS one (attribute, value)
WHERE status <> 'Terminated';

-- Active Directory: names are tried one after the other, in the order of the keys.
CREATE TABLE accounts (id text, sam text, upn text);
DO $$
DECLARE
    person record;
    candidate text;
    sam text;
    upn text;
BEGIN
    FOR person IN SELECT * FROM hr ORDER BY lower(id) COLLATE "C" LOOP
        sam := NULL;
        upn := NULL;
        FOREACH candidate IN ARRAY ARRAY[
            left(plain(person.first) || plain(person.last), 20), left(left(plain(person.first), 1) || plain(person.last), 20), 'E' || person.id] LOOP
            IF sam IS NULL AND NOT EXISTS (SELECT FROM accounts WHERE lower(accounts.sam) = lower(candidate)) THEN sam := candidate; END IF;
        END LOOP;
        FOREACH candidate IN ARRAY ARRAY[left(plain(person.first) || plain(person.last), 64) || '@contoso.com', 'E' || person.id || '@contoso.com'] LOOP
            IF upn IS NULL AND NOT EXISTS (SELECT FROM accounts WHERE lower(accounts.upn) = lower(candidate)) THEN upn := candidate; END IF;
        END LOOP;
        INSERT INTO accounts VALUES (person.id, sam, upn);
    END LOOP;
END $$;

INSERT INTO result SELECT 'ad', id, attribute, value FROM hr JOIN accounts USING (id), LATERAL (VALUES
    ('employeeID', id), ('cn', left(first || ' ' || last || ' ' || id, 64)), ('sAMAccountName', sam), ('userPrincipalName', upn),
    ('parentDistinguishedName', CASE status WHEN 'Terminated' THEN 'OU=Terminated,' ELSE '' END || 'OU=People,OU=FIM_Managed,DC=contoso,DC=com'),
    ('displayName', shown(first, middle, last)), ('givenName', first), ('sn', last), ('title', job), ('department', department),
    ('company', 'Contoso'), ('manager', manager), ('streetAddress', address), ('l', city), ('st', state), ('postalCode', left(postcode, 40)),
    ('co', country), ('telephoneNumber', phone), ('mobile', mobile),
    ('accountDisabled', CASE WHEN status = 'Terminated' THEN 'True' ELSE '' END)) AS one (attribute, value);

SELECT system, key, attribute, value FROM result WHERE value <> '' ORDER BY system COLLATE "C", key COLLATE "C", attribute COLLATE "C", value COLLATE "C";
