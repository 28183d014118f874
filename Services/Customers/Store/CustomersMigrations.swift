import GRDB

/// The tables of this service. Released migrations never change.
enum CustomersMigrations {
    static func register(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("customers-001 customers and their status") { try $0.execute(sql: customers) }
        migrator.registerMigration("customers-002 contacts, interactions, leads") { try $0.execute(sql: people) }
        migrator.registerMigration("customers-003 timeline") { try $0.execute(sql: timeline) }
        migrator.registerMigration("customers-004 search and duplicates") { try $0.execute(sql: finding) }
        migrator.registerMigration("customers-005 places") { try $0.execute(sql: places) }
        migrator.registerMigration("customers-006 whose a record is") { try $0.execute(sql: owners) }
        migrator.registerMigration("customers-007 cases and what covers them") {
            try $0.execute(sql: CaseMigration.sql)
        }
    }

    private static let customers = """
        CREATE TABLE customer(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL CHECK (kind IN ('organisation', 'individual', 'mass')),
          name TEXT NOT NULL, nameFolded TEXT NOT NULL, nameExact TEXT NOT NULL, shortName TEXT, taxCode TEXT,
          status TEXT NOT NULL CHECK (status IN ('potential', 'prospective', 'official', 'loyal', 'mass')),
          statusSince INTEGER NOT NULL, hasInterest INTEGER NOT NULL, fellOn TEXT,
          fellTo TEXT CHECK (fellTo IN ('official', 'potential')), isActive INTEGER NOT NULL,
          branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB, address TEXT, phones TEXT NOT NULL,
          emails TEXT NOT NULL, invoiceEmail TEXT, website TEXT, region TEXT, industry TEXT, size TEXT, source TEXT,
          parentId BLOB, externalSystem TEXT, externalId TEXT, recordedAt INTEGER, staffEdits TEXT NOT NULL,
          details TEXT NOT NULL, createdAt INTEGER NOT NULL,
          CHECK ((kind = 'mass') = (status = 'mass')), CHECK ((fellOn IS NULL) = (fellTo IS NULL)),
          CHECK ((externalSystem IS NULL) = (externalId IS NULL))) STRICT;
        CREATE UNIQUE INDEX customer_external ON customer(externalSystem, externalId) WHERE externalSystem IS NOT NULL;
        CREATE INDEX customer_name ON customer(nameFolded, id);
        CREATE INDEX customer_createdAt ON customer(createdAt, id);
        CREATE INDEX customer_status ON customer(status, nameFolded, id);
        CREATE INDEX customer_responsible ON customer(responsibleId);
        CREATE INDEX customer_secondResponsible ON customer(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX customer_branch ON customer(branchId, nameFolded, id);
        CREATE INDEX customer_parent ON customer(parentId) WHERE parentId IS NOT NULL;

        -- What Contracts says was invoiced and paid. There may be one before the customer itself is known.
        CREATE TABLE customerAccount(
          customerId BLOB PRIMARY KEY, sequence INTEGER NOT NULL, balances TEXT NOT NULL, lastInvoiceOn TEXT,
          lastPaymentOn TEXT) STRICT, WITHOUT ROWID;

        -- Every status that a customer has had, and why; the newest is the present one.
        CREATE TABLE statusChange(
          number INTEGER PRIMARY KEY AUTOINCREMENT, customerId BLOB NOT NULL, at INTEGER NOT NULL, "from" TEXT,
          "to" TEXT NOT NULL, causeKind TEXT NOT NULL, cause TEXT NOT NULL, account BLOB) STRICT;
        CREATE INDEX statusChange_customer ON statusChange(customerId, number);
        """

    private static let people = """
        CREATE TABLE contact(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, customerId BLOB NOT NULL REFERENCES customer(id),
          name TEXT NOT NULL, nameFolded TEXT NOT NULL, title TEXT, department TEXT, phones TEXT NOT NULL,
          emails TEXT NOT NULL, birthday TEXT, isPrimary INTEGER NOT NULL, isWorking INTEGER NOT NULL,
          branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB, details TEXT NOT NULL, createdAt INTEGER NOT NULL)
          STRICT;
        CREATE INDEX contact_customer ON contact(customerId, nameFolded, id);
        CREATE UNIQUE INDEX contact_primary ON contact(customerId) WHERE isPrimary = 1;
        CREATE INDEX contact_name ON contact(nameFolded, id);

        CREATE TABLE interaction(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, customerId BLOB NOT NULL REFERENCES customer(id),
          contactIds TEXT NOT NULL, employeeIds TEXT NOT NULL, channel TEXT NOT NULL,
          direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')), startedAt INTEGER NOT NULL,
          durationMinutes INTEGER, preparation TEXT, course TEXT, result TEXT,
          isWorthPursuing TEXT NOT NULL CHECK (isWorthPursuing IN ('yes', 'no', 'unclear')), pursuitReason TEXT,
          contactAgainOn TEXT, contactAgainReason TEXT, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB,
          createdAt INTEGER NOT NULL) STRICT;
        CREATE INDEX interaction_customer ON interaction(customerId, startedAt, id);
        CREATE INDEX interaction_startedAt ON interaction(startedAt, id);
        CREATE INDEX interaction_contactAgain ON interaction(contactAgainOn) WHERE contactAgainOn IS NOT NULL;

        CREATE TABLE lead(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL UNIQUE, personName TEXT, firmName TEXT,
          nameFolded TEXT NOT NULL, taxCode TEXT, phone TEXT, email TEXT, need TEXT, source TEXT,
          rating TEXT NOT NULL CHECK (rating IN ('hot', 'warm', 'cold')),
          status TEXT NOT NULL CHECK (status IN ('new', 'converted', 'disqualified')), disqualifiedReason TEXT,
          branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB, externalSystem TEXT, externalId TEXT,
          recordedAt INTEGER, staffEdits TEXT NOT NULL, conversion TEXT, made TEXT, createdAt INTEGER NOT NULL,
          CHECK ((status = 'converted') = (conversion IS NOT NULL))) STRICT;
        CREATE UNIQUE INDEX lead_external ON lead(externalSystem, externalId) WHERE externalSystem IS NOT NULL;
        CREATE INDEX lead_createdAt ON lead(createdAt, id);
        CREATE INDEX lead_name ON lead(nameFolded, id);
        """

    private static let timeline = """
        -- What happened with a customer, newest first: its interactions and what other services published of it.
        CREATE TABLE timelineEntry(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, kind TEXT NOT NULL, customerId BLOB NOT NULL, at INTEGER NOT NULL,
          title TEXT NOT NULL, status TEXT, amount TEXT, note TEXT, showsInterest INTEGER NOT NULL,
          branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB) STRICT;
        CREATE INDEX timelineEntry_customer ON timelineEntry(customerId, at, id);
        """

    private static let finding = """
        -- Numbers the records in the full-text index.
        CREATE TABLE searchKey(
          number INTEGER PRIMARY KEY, entity TEXT NOT NULL, recordId BLOB NOT NULL, UNIQUE(entity, recordId)) STRICT;
        CREATE VIRTUAL TABLE search USING fts5(words, tokenize='vietnamese');

        -- What two records of the same firm or person would share.
        CREATE TABLE duplicateKey(
          kind TEXT NOT NULL CHECK (kind IN ('tax', 'phone', 'email', 'name')), value TEXT NOT NULL,
          entity TEXT NOT NULL, recordId BLOB NOT NULL, PRIMARY KEY (kind, value, entity, recordId)) STRICT, WITHOUT ROWID;
        CREATE INDEX duplicateKey_record ON duplicateKey(entity, recordId);
        """

    private static let places = """
        -- Provinces and wards in force; while there are none, codes are taken as given.
        CREATE TABLE province(code TEXT PRIMARY KEY, name TEXT NOT NULL, nameFolded TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE ward(
          code TEXT PRIMARY KEY, name TEXT NOT NULL, nameFolded TEXT NOT NULL,
          provinceCode TEXT NOT NULL REFERENCES province(code)) STRICT, WITHOUT ROWID;
        CREATE INDEX ward_province ON ward(provinceCode, nameFolded);
        """

    private static let owners = """
        CREATE INDEX contact_responsible ON contact(responsibleId);
        CREATE INDEX contact_secondResponsible ON contact(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX contact_branch ON contact(branchId);
        CREATE INDEX interaction_responsible ON interaction(responsibleId);
        CREATE INDEX interaction_secondResponsible ON interaction(secondResponsibleId)
          WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX interaction_branch ON interaction(branchId);
        CREATE INDEX lead_responsible ON lead(responsibleId);
        CREATE INDEX lead_secondResponsible ON lead(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX lead_branch ON lead(branchId);
        """
}
