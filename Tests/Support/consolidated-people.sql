-- The rules of Tests/Fixtures/plans/consolidated, written by hand: what `entrain consolidate` must give, row for row.
-- The tables employees, contractors and interns hold the sample files as text, an empty field as NULL.

-- The first that has a value: where the person works before where the person left, and then in the order given.
CREATE FUNCTION pick(a text, a_left boolean, b text, b_left boolean, c text, c_left boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(CASE WHEN NOT a_left THEN a END, CASE WHEN NOT b_left THEN b END, CASE WHEN NOT c_left THEN c END, a, b, c)
$$;

CREATE TABLE people AS
WITH
-- Several rows of one employee: the one hired last counts. Rows that say the same are one.
e_all AS (SELECT DISTINCT * FROM employees),
e_top AS (SELECT * FROM e_all AS r WHERE "HireDate"::date = (SELECT max("HireDate"::date) FROM e_all AS o WHERE o."WorkerID" = r."WorkerID")),
-- The same for contractors; nothing reads their Company.
c_all AS (SELECT DISTINCT "WorkerID", "WorkerStatus", "WorkerType", "UserID", "FirstName", "LastName", "FullName", "GenderPronoun", "ManagerID", "HireDate", "OnLeave", "Department", "Division", "CostCenter", "Location", "JobTitle", "StreetAddress", "City", "CountryCode", "OfficePhone", "Custom01", "Custom02", "ZipCode" FROM contractors),
c_top AS (SELECT * FROM c_all AS r WHERE "HireDate"::date = (SELECT max("HireDate"::date) FROM c_all AS o WHERE o."WorkerID" = r."WorkerID")),
-- Interns have one row, or are set aside.
i_top AS (SELECT DISTINCT * FROM interns),
aside AS (
    SELECT "WorkerID" FROM e_top GROUP BY 1 HAVING count(*) > 1
    UNION SELECT "WorkerID" FROM c_top GROUP BY 1 HAVING count(*) > 1
    UNION SELECT "WorkerID" FROM i_top GROUP BY 1 HAVING count(*) > 1
    -- Employees and interns must agree on the company.
    UNION SELECT e."WorkerID" FROM e_top AS e JOIN i_top AS i USING ("WorkerID") WHERE e."Company" <> i."Company"
),
keys AS (
    (SELECT "WorkerID" FROM e_top UNION SELECT "WorkerID" FROM c_top UNION SELECT "WorkerID" FROM i_top)
    EXCEPT SELECT "WorkerID" FROM aside
)
SELECT
    keys."WorkerID",
    pick(e."WorkerStatus", gone.e, c."WorkerStatus", gone.c, i."WorkerStatus", gone.i) AS "WorkerStatus",
    pick(e."WorkerType", gone.e, c."WorkerType", gone.c, i."WorkerType", gone.i) AS "WorkerType",
    pick(e."UserID", gone.e, c."UserID", gone.c, i."UserID", gone.i) AS "UserID",
    pick(e."FirstName", gone.e, c."FirstName", gone.c, i."FirstName", gone.i) AS "FirstName",
    pick(e."LastName", gone.e, c."LastName", gone.c, i."LastName", gone.i) AS "LastName",
    pick(e."FullName", gone.e, c."FullName", gone.c, i."FullName", gone.i) AS "FullName",
    pick(e."GenderPronoun", gone.e, c."GenderPronoun", gone.c, i."GenderPronoun", gone.i) AS "GenderPronoun",
    pick(e."ManagerID", gone.e, c."ManagerID", gone.c, i."ManagerID", gone.i) AS "ManagerID",
    pick(e."HireDate", gone.e, c."HireDate", gone.c, i."HireDate", gone.i) AS "HireDate",
    lower(pick(e."OnLeave", gone.e, c."OnLeave", gone.c, i."OnLeave", gone.i)) AS "OnLeave",
    pick(e."Department", gone.e, c."Department", gone.c, i."Department", gone.i) AS "Department",
    pick(e."Division", gone.e, c."Division", gone.c, i."Division", gone.i) AS "Division",
    pick(e."CostCenter", gone.e, c."CostCenter", gone.c, i."CostCenter", gone.i) AS "CostCenter",
    pick(e."Company", gone.e, i."Company", gone.i, NULL, NULL) AS "Company",
    i."Location",
    (SELECT title FROM (VALUES (e."JobTitle", gone.e, e."HireDate"::date, 1), (c."JobTitle", gone.c, c."HireDate"::date, 2), (i."JobTitle", gone.i, i."HireDate"::date, 3))
        AS t (title, has_left, hired, place) WHERE title IS NOT NULL ORDER BY has_left, hired DESC, place LIMIT 1) AS "JobTitle",
    pick(e."StreetAddress", gone.e, c."StreetAddress", gone.c, i."StreetAddress", gone.i) AS "StreetAddress",
    pick(e."City", gone.e, c."City", gone.c, i."City", gone.i) AS "City",
    pick(e."CountryCode", gone.e, c."CountryCode", gone.c, i."CountryCode", gone.i) AS "CountryCode",
    pick(e."Custom01", gone.e, c."Custom01", gone.c, i."Custom01", gone.i) AS "Custom01",
    pick(e."Custom02", gone.e, c."Custom02", gone.c, i."Custom02", gone.i) AS "Custom02",
    pick(e."ZipCode", gone.e, c."ZipCode", gone.c, i."ZipCode", gone.i) AS "ZipCode",
    pick(c."OfficePhone", gone.c, e."OfficePhone", gone.e, i."OfficePhone", gone.i) AS "Phone",
    pick(e."Location", gone.e, c."Location", gone.c, NULL, NULL) AS "Site",
    NOT (coalesce(e."WorkerStatus" = 'Inactive', true) AND coalesce(c."WorkerStatus" = 'Inactive', true)
        AND coalesce(i."WorkerStatus" = 'Inactive', true)) AS "entrain.active"
FROM keys
LEFT JOIN e_top AS e USING ("WorkerID")
LEFT JOIN c_top AS c USING ("WorkerID")
LEFT JOIN i_top AS i USING ("WorkerID")
CROSS JOIN LATERAL (SELECT e."WorkerStatus" = 'Inactive' AS e, c."WorkerStatus" = 'Inactive' AS c, i."WorkerStatus" = 'Inactive' AS i) AS gone;
