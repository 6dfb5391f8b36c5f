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
-- NormalizeDiacritics(StripSpaces(…)) for the letters that the samples have.
CREATE FUNCTION plain(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT translate(replace(name, ' ', ''), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy')
$$;
CREATE FUNCTION shown(first text, middle text, last text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN middle = '' THEN first || ' ' || last ELSE first || ' ' || left(middle, 1) || '. ' || last END
$$;

-- Who is who: one number, one person. Whose rows say different things in either file is set aside, with the rows of both.
CREATE VIEW aside AS
SELECT lower(id) AS key FROM (SELECT DISTINCT * FROM hr_rows) AS once GROUP BY lower(id) HAVING count(*) > 1
UNION
SELECT lower(id) FROM hr_rows WHERE first = '' OR last = '' OR type = '' OR status = ''
UNION
SELECT lower(id) FROM (SELECT DISTINCT * FROM agency_rows) AS once GROUP BY lower(id) HAVING count(*) > 1;

-- Which value: HR's, else the agency's; that of a file in which the person left comes last.
CREATE FUNCTION chosen(h text, h_left boolean, a text, a_left boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(CASE WHEN NOT h_left THEN nullif(h, '') END, CASE WHEN NOT a_left THEN nullif(a, '') END, nullif(h, ''), nullif(a, ''), '')
$$;
CREATE VIEW people AS
SELECT coalesce(h.id, a.id) AS id, coalesce(h.middle, '') AS middle, coalesce(h.type, '') AS type, coalesce(h.mobile, '') AS mobile,
       coalesce(h.state, '') AS state, coalesce(a.type, '') AS worker, coalesce(a.login, '') AS login, coalesce(a.name, '') AS name,
       coalesce(a.hired, '') AS hired, coalesce(a.division, '') AS division, coalesce(a.company, '') AS company, coalesce(a.country, '') AS code,
       chosen(h.first, h_left, a.first, a_left) AS first, chosen(h.last, h_left, a.last, a_left) AS last,
       chosen(h.job, h_left, a.job, a_left) AS job, chosen(h.department, h_left, a.department, a_left) AS department,
       chosen(h.manager, h_left, a.manager, a_left) AS manager, chosen(h.cost, h_left, a.cost, a_left) AS cost,
       chosen(h.phone, h_left, a.phone, a_left) AS phone, chosen(h.office, h_left, a.location, a_left) AS office,
       chosen(h.address, h_left, a.street, a_left) AS address, chosen(h.city, h_left, a.city, a_left) AS city,
       chosen(h.postcode, h_left, a.zip, a_left) AS postcode, chosen(h.country, h_left, a.country, a_left) AS country,
       (h_left OR h.id IS NULL) AND (a_left OR a.id IS NULL) AS gone
FROM (SELECT DISTINCT *, status = 'Terminated' AS h_left FROM hr_rows) AS h
FULL JOIN (SELECT DISTINCT *, status = 'Inactive' AS a_left FROM agency_rows) AS a ON lower(h.id) = lower(a.id)
WHERE lower(coalesce(h.id, a.id)) NOT IN (SELECT key FROM aside);

-- Entra ID. Of two who want one user principal name the first by key gets it; the other has no user, and nothing behind it.
CREATE VIEW users AS
SELECT * FROM (
    SELECT named.*, row_number() OVER (PARTITION BY lower(nickname) ORDER BY lower(id) COLLATE "C") AS place
    FROM (
        SELECT people.*, CASE WHEN type <> '' THEN left(plain(first) || plain(last), 64) ELSE coalesce(nullif(login, ''), id) END AS nickname,
               CASE WHEN type <> '' OR name = '' THEN shown(first, middle, last) ELSE name END AS display
        FROM people WHERE type <> '' OR worker IN ('Contractor', 'Intern')) AS named) AS numbered
WHERE place = 1;

CREATE TABLE result (system text, key text, attribute text, value text);

INSERT INTO result SELECT 'entra', id, attribute, value FROM users, LATERAL (VALUES
    ('employeeId', id), ('givenName', first), ('surname', last), ('middleName', middle), ('displayName', display), ('mailNickname', nickname),
    ('userPrincipalName', CASE WHEN type <> '' THEN nickname ELSE lower(nickname) END || '@contoso.com'),
    ('employeeType', CASE WHEN type <> '' THEN type ELSE 'Agency' END), ('jobTitle', job), ('department', department),
    ('companyName', CASE WHEN type <> '' THEN 'Contoso' ELSE company END), ('employeeOrgData.division', division),
    ('employeeOrgData.costCenter', cost), ('employeeHireDate', hired), ('manager', manager), ('managerEmployeeId', manager),
    ('businessPhones', phone), ('mobilePhone', mobile), ('officeLocation', office), ('streetAddress', address), ('city', city),
    ('state', state), ('postalCode', left(postcode, 40)), ('country', country),
    ('usageLocation', CASE code WHEN 'UK' THEN 'GB' ELSE code END),
    ('accountEnabled', CASE WHEN gone THEN 'False' ELSE '' END)) AS one (attribute, value);

-- Behind Entra ID: a disabled user is never created there, and agency workers are not in scope.
INSERT INTO result SELECT 'mim-portal', id, attribute, value FROM users, LATERAL (VALUES
    ('EntraObjectId', 'new:' || id), ('EmployeeID', id), ('AccountName', nickname), ('DisplayName', display), ('FirstName', first),
    ('MiddleName', middle), ('LastName', last), ('EmployeeType', type), ('JobTitle', job), ('Department', department), ('Company', 'Contoso'),
    ('OfficePhone', phone), ('MobilePhone', mobile), ('City', city), ('PostalCode', left(postcode, 40)), ('Country', country),
    ('ManagerEmployeeID', manager), ('IsSoftDeleted', 'False')) AS one (attribute, value)
WHERE type <> '' AND NOT gone;

INSERT INTO result SELECT 'hr-staging', id, attribute, value FROM users, LATERAL (VALUES
    ('EntraObjectId', 'new:' || id), ('EmployeeID', id), ('Firstname', first), ('MiddleName', middle), ('LastName', last), ('EmployeeType', type),
    ('EmployeeStatus', 'Active'), ('JobTitle', job), ('Department', department), ('Manager', manager), ('CostCenter', cost), ('OfficePhone', phone),
    ('MobilePhone', mobile), ('Address', address), ('City', city), ('State', state), ('Postcode', left(postcode, 40)), ('Country', country),
    ('IsSoftDeleted', 'False')) AS one (attribute, value)
WHERE type <> '' AND NOT gone;

INSERT INTO result SELECT 'lds', id, attribute, value FROM users, LATERAL (VALUES
    ('employeeID', id), ('-dn-', 'CN=' || nickname || ',OU=People,DC=Contoso,DC=local'), ('cn', nickname), ('displayName', display),
    ('givenName', first), ('sn', last), ('title', job), ('department', department), ('employeeType', type), ('mobile', mobile),
    ('msDS-UserAccountDisabled', 'False')) AS one (attribute, value)
WHERE type <> '' AND NOT gone;

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
