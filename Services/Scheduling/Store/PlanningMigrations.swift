import Foundation
import GRDB

/// Tables of plans, budgets and the diary.
enum PlanningMigrations {
    static func plans(_ db: Database) throws {
        if try !db.columns(in: "activity").contains(where: { $0.name == "campaignId" }) {
            try db.execute(sql: "ALTER TABLE activity ADD COLUMN campaignId BLOB")
        }
        try db.execute(
            sql: """
                CREATE TABLE budgetItem(
                  id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
                  isActive INTEGER NOT NULL, foldedCode TEXT NOT NULL UNIQUE, foldedName TEXT NOT NULL UNIQUE)
                  STRICT, WITHOUT ROWID;
                CREATE UNIQUE INDEX budgetItem_code ON budgetItem(code);

                CREATE TABLE plan(
                  id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL, description TEXT,
                  periodFrom TEXT NOT NULL, periodTo TEXT NOT NULL,
                  status TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'approved', 'sent-back', 'adjusting')),
                  remarks TEXT, approval TEXT, submittedBy BLOB, branchId BLOB, responsibleId BLOB,
                  secondResponsibleId BLOB, CHECK (periodFrom <= periodTo)) STRICT, WITHOUT ROWID;
                CREATE INDEX plan_period ON plan(periodFrom);
                CREATE INDEX plan_branch ON plan(branchId);
                CREATE INDEX plan_responsible ON plan(responsibleId);
                CREATE INDEX plan_secondResponsible ON plan(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;

                -- What was approved, as it was then.
                CREATE TABLE planVersion(
                  planId BLOB NOT NULL REFERENCES plan(id), number INTEGER NOT NULL, contentHash TEXT NOT NULL,
                  approvedAt INTEGER NOT NULL, account BLOB NOT NULL, note TEXT, content TEXT NOT NULL,
                  PRIMARY KEY (planId, number)) STRICT, WITHOUT ROWID;
                CREATE TABLE planStep(
                  planId BLOB NOT NULL REFERENCES plan(id) ON DELETE CASCADE, number INTEGER NOT NULL, step TEXT NOT NULL,
                  fromStatus TEXT NOT NULL, toStatus TEXT NOT NULL, note TEXT, account BLOB NOT NULL, at INTEGER NOT NULL,
                  PRIMARY KEY (planId, number)) STRICT, WITHOUT ROWID;
                -- The costs of each plan's last approval: what actual costs are held against.
                CREATE TABLE approvedCost(
                  planId BLOB NOT NULL REFERENCES plan(id), activityId BLOB NOT NULL REFERENCES activity(id),
                  item TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL, onDay TEXT,
                  PRIMARY KEY (planId, activityId, item, currency)) STRICT, WITHOUT ROWID;
                CREATE INDEX approvedCost_activity ON approvedCost(activityId);

                ALTER TABLE activity ADD COLUMN planId BLOB REFERENCES plan(id);
                ALTER TABLE activity ADD COLUMN isCut INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE activity ADD COLUMN cutReason TEXT;
                CREATE INDEX activity_plan ON activity(planId) WHERE planId IS NOT NULL;
                """)
    }

    static func diary(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE activity ADD COLUMN diary TEXT;
                ALTER TABLE appointment ADD COLUMN diary TEXT;
                -- Of what is over: those without a diary entry are looked for by it.
                CREATE INDEX activity_withoutDiary ON activity(coalesce(lastEnd, deadline)) WHERE diary IS NULL;
                -- Each entry as it was written, the corrected ones too; of one record numbers rise.
                CREATE TABLE diaryRevision(
                  entity TEXT NOT NULL, recordId BLOB NOT NULL, number INTEGER NOT NULL, entry TEXT NOT NULL,
                  account BLOB, at INTEGER NOT NULL, PRIMARY KEY (recordId, number)) STRICT, WITHOUT ROWID;
                -- The costs of the present entries; activityId where the record is an activity's or one of its sessions.
                CREATE TABLE actualCost(
                  recordId BLOB NOT NULL, entity TEXT NOT NULL, activityId BLOB, item TEXT NOT NULL, currency TEXT NOT NULL,
                  amount INTEGER NOT NULL, onDay TEXT NOT NULL, PRIMARY KEY (recordId, item, currency))
                  STRICT, WITHOUT ROWID;
                CREATE INDEX actualCost_activity ON actualCost(activityId) WHERE activityId IS NOT NULL;
                CREATE INDEX actualCost_day ON actualCost(onDay);
                """)
    }
}
