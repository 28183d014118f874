/// Tables of the firm's own fields, and of what this service keeps of others' records that activities name.
enum CustomFieldsMigration {
    static let sql = """
        CREATE TABLE customField(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL, nameEn TEXT,
          kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'yes-no', 'one-choice', 'several-choices')),
          choices TEXT NOT NULL, position INTEGER NOT NULL, isActive INTEGER NOT NULL, foldedName TEXT NOT NULL UNIQUE)
          STRICT, WITHOUT ROWID;
        ALTER TABLE employee ADD COLUMN customFields TEXT NOT NULL DEFAULT '[]';

        -- What is found by: one row for each value, of several choices for each choice.
        CREATE TABLE employeeCustomField(
          number INTEGER, fieldId BLOB NOT NULL, employeeId BLOB NOT NULL REFERENCES employee(id), text TEXT) STRICT;
        CREATE INDEX employeeCustomField_field ON employeeCustomField(fieldId, text, number);
        CREATE INDEX employeeCustomField_employee ON employeeCustomField(employeeId);

        CREATE TABLE opportunityCopy(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, customerId BLOB NOT NULL,
          status TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE contractCopy(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, number TEXT NOT NULL, customerId BLOB NOT NULL,
          status TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE caseCopy(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL,
          customerId BLOB NOT NULL, status TEXT NOT NULL) STRICT, WITHOUT ROWID;

        ALTER TABLE activity ADD COLUMN caseId BLOB;
        CREATE INDEX activity_opportunity ON activity(opportunityId) WHERE opportunityId IS NOT NULL;
        CREATE INDEX activity_contract ON activity(contractId) WHERE contractId IS NOT NULL;
        CREATE INDEX activity_case ON activity(caseId) WHERE caseId IS NOT NULL;
        """
}
