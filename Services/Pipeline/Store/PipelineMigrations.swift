import Foundation
import GRDB

/// Pipeline's own tables. Released migrations never change.
enum PipelineMigrations {
    static func register(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("pipeline-001 tax classes and stages", migrate: catalogues)
        migrator.registerMigration("pipeline-002 products", migrate: products)
        migrator.registerMigration("pipeline-003 copies of customers", migrate: customers)
        migrator.registerMigration("pipeline-004 opportunities", migrate: opportunities)
        migrator.registerMigration("pipeline-005 quotes", migrate: quotes)
        migrator.registerMigration("pipeline-006 whose a record is", migrate: owners)
        migrator.registerMigration(
            "pipeline-007 log of opportunities", migrate: OpportunityLogEntry.createTable)
        migrator.registerMigration("pipeline-008 units of products", migrate: units)
    }

    private static func units(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE unitGroup(
                  id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL, nameKey TEXT NOT NULL UNIQUE,
                  baseUnit TEXT NOT NULL, units TEXT NOT NULL) STRICT;
                ALTER TABLE product ADD COLUMN unitGroupId BLOB REFERENCES unitGroup(id);
                ALTER TABLE product ADD COLUMN unitPrices TEXT NOT NULL DEFAULT '[]';
                CREATE INDEX product_unitGroup ON product(unitGroupId) WHERE unitGroupId IS NOT NULL;
                """)
        try SearchTable(table: "unitGroup", words: ["name", "baseUnit"]).create(db)
    }

    private static func owners(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX opportunity_secondResponsible ON opportunity(secondResponsibleId)
                  WHERE secondResponsibleId IS NOT NULL;
                CREATE INDEX opportunity_branch ON opportunity(branchId);
                CREATE INDEX quote_secondResponsible ON quote(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
                CREATE INDEX quote_branch ON quote(branchId);
                """)
    }

    /// The reduced rate: Resolutions 43/2022, 101/2023, 110/2023, 142/2024, 174/2024 and 204/2025 of the National Assembly.
    private static func catalogues(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE taxClass(
                  code TEXT PRIMARY KEY, position INTEGER NOT NULL, labelVi TEXT NOT NULL, labelEn TEXT NOT NULL) STRICT;
                CREATE TABLE taxRate(
                  class TEXT NOT NULL REFERENCES taxClass(code), validFrom TEXT NOT NULL, tax TEXT NOT NULL,
                  PRIMARY KEY (class, validFrom)) STRICT, WITHOUT ROWID;
                INSERT INTO taxClass VALUES
                  ('standard', 1, 'Thuế suất phổ thông', 'Standard rate'),
                  ('reduced', 2, 'Thuế suất phổ thông được giảm', 'Standard rate, temporarily reduced'),
                  ('five', 3, 'Thuế suất 5%', 'Rate of 5 %'),
                  ('zero', 4, 'Thuế suất 0%', 'Rate of 0 %'),
                  ('KCT', 5, 'Không chịu thuế', 'Not taxable'),
                  ('KKKNT', 6, 'Không kê khai, không tính nộp thuế', 'Not declared');
                INSERT INTO taxRate VALUES
                  ('standard', '2009-01-01', '10'),
                  ('reduced', '2009-01-01', '10'), ('reduced', '2022-02-01', '8'), ('reduced', '2023-01-01', '10'),
                  ('reduced', '2023-07-01', '8'), ('reduced', '2027-01-01', '10'),
                  ('five', '2009-01-01', '5'), ('zero', '2009-01-01', '0'),
                  ('KCT', '2009-01-01', 'KCT'), ('KKKNT', '2009-01-01', 'KKKNT');

                CREATE TABLE stage(
                  code TEXT PRIMARY KEY, position INTEGER NOT NULL, labelVi TEXT NOT NULL, labelEn TEXT NOT NULL,
                  probability INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100)) STRICT;
                INSERT INTO stage VALUES
                  ('prospecting', 0, 'Tìm hiểu', 'Prospecting', 10), ('qualifying', 1, 'Xác định nhu cầu', 'Qualifying', 25),
                  ('proposing', 2, 'Đề xuất', 'Proposing', 50), ('negotiating', 3, 'Thương lượng', 'Negotiating', 75);
                CREATE TABLE stageList(one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL) STRICT;
                INSERT INTO stageList VALUES (1, 1);

                -- When the newest record of another system was made, by the id of what it told of.
                CREATE TABLE recordedFact(id BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                """)
    }

    private static func products(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE product(
                  id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
                  groupName TEXT, kind TEXT NOT NULL CHECK (kind IN ('goods', 'service')), unit TEXT NOT NULL,
                  taxClass TEXT NOT NULL REFERENCES taxClass(code), isActive INTEGER NOT NULL, prices TEXT NOT NULL,
                  externalSystem TEXT, externalId TEXT, externalKey TEXT, nameKey TEXT NOT NULL,
                  staffEdited TEXT NOT NULL, UNIQUE (externalSystem, externalKey)) STRICT;
                CREATE INDEX product_nameKey ON product(nameKey);
                """)
        try SearchTable(table: "product", words: ["code", "name", "groupName"]).create(db)
    }

    private static func customers(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE customerCopy(
                  id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, shortName TEXT,
                  taxCode TEXT, isActive INTEGER NOT NULL, branchId BLOB, responsibleId BLOB,
                  secondResponsibleId BLOB) STRICT;
                """)
        try SearchTable(table: "customerCopy", words: ["code", "name", "shortName", "taxCode"]).create(db)
    }

    private static func opportunities(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE opportunity(
                  id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
                  customerId BLOB NOT NULL, contactId BLOB, leadId BLOB,
                  status TEXT NOT NULL CHECK (status IN ('open', 'won', 'lost')), stage TEXT NOT NULL,
                  probability INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100), currency TEXT NOT NULL,
                  lines TEXT NOT NULL, expectedMinor INTEGER NOT NULL, isValueFromLines INTEGER NOT NULL,
                  expectedCloseOn TEXT, startedOn TEXT, closedOn TEXT, lostReason TEXT, lostTo TEXT, nextStep TEXT,
                  source TEXT, acceptedQuoteId BLOB, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB,
                  externalSystem TEXT, externalId TEXT, staffEdited TEXT NOT NULL, createdAt INTEGER NOT NULL,
                  stageSince INTEGER NOT NULL, UNIQUE (externalSystem, externalId)) STRICT;
                CREATE INDEX opportunity_customer ON opportunity(customerId, status);
                CREATE INDEX opportunity_responsible ON opportunity(responsibleId);
                CREATE INDEX opportunity_status ON opportunity(status, stage);
                CREATE INDEX opportunity_lead ON opportunity(leadId) WHERE leadId IS NOT NULL;

                -- The value of each product in it, after discount and before tax, in the smallest unit.
                CREATE TABLE opportunityProduct(
                  opportunityId BLOB NOT NULL REFERENCES opportunity(id) ON DELETE CASCADE, productId BLOB NOT NULL,
                  net INTEGER NOT NULL, PRIMARY KEY (opportunityId, productId)) STRICT, WITHOUT ROWID;
                CREATE INDEX opportunityProduct_product ON opportunityProduct(productId);

                CREATE TABLE stageChange(
                  number INTEGER PRIMARY KEY AUTOINCREMENT,
                  opportunityId BLOB NOT NULL REFERENCES opportunity(id) ON DELETE CASCADE, at INTEGER NOT NULL,
                  fromStage TEXT, toStage TEXT NOT NULL, fromStatus TEXT, toStatus TEXT NOT NULL, account BLOB,
                  reason TEXT) STRICT;
                CREATE INDEX stageChange_opportunity ON stageChange(opportunityId);
                """)
        try SearchTable(table: "opportunity", words: ["code", "name", "nextStep"]).create(db)
    }

    private static func quotes(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE quote(
                  id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, number TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL,
                  customerId BLOB NOT NULL, contactId BLOB, opportunityId BLOB REFERENCES opportunity(id),
                  status TEXT NOT NULL CHECK (status IN ('draft', 'sent', 'accepted', 'rejected', 'expired')),
                  currency TEXT NOT NULL, lines TEXT NOT NULL, sums TEXT NOT NULL, validUntil TEXT NOT NULL,
                  branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB, sentAt INTEGER, decidedAt INTEGER,
                  rejectionReason TEXT, createdAt INTEGER NOT NULL) STRICT;
                CREATE INDEX quote_customer ON quote(customerId);
                CREATE INDEX quote_opportunity ON quote(opportunityId);
                CREATE INDEX quote_responsible ON quote(responsibleId);
                CREATE TRIGGER quote_sent_is_fixed BEFORE UPDATE ON quote
                  WHEN old.status <> 'draft' AND new.status <> 'draft' AND (old.lines <> new.lines OR old.sums <> new.sums
                    OR old.currency <> new.currency OR old.validUntil <> new.validUntil
                    OR old.customerId <> new.customerId OR old.revision <> new.revision)
                  BEGIN SELECT RAISE(ABORT, 'a sent quote never changes'); END;

                -- Each revision as it was sent.
                CREATE TABLE quoteRevision(
                  quoteId BLOB NOT NULL REFERENCES quote(id), revision INTEGER NOT NULL, sentAt INTEGER NOT NULL,
                  state TEXT NOT NULL, PRIMARY KEY (quoteId, revision)) STRICT, WITHOUT ROWID;
                CREATE TRIGGER quoteRevision_is_fixed BEFORE UPDATE ON quoteRevision
                  BEGIN SELECT RAISE(ABORT, 'a sent quote never changes'); END;
                """)
        try SearchTable(table: "quote", words: ["number"]).create(db)
    }
}
