/// Cases, and what of Contracts' records says whether they are covered (CUS-11). A released migration never changes.
enum CaseMigration {
    static let sql = """
        CREATE TABLE supportCase(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, number TEXT NOT NULL UNIQUE,
          customerId BLOB NOT NULL REFERENCES customer(id),
          kind TEXT NOT NULL CHECK (kind IN ('question', 'request', 'fault', 'complaint')),
          contactId BLOB, productId BLOB, serialNumber TEXT, channel TEXT NOT NULL, priority TEXT NOT NULL,
          priorityRank INTEGER NOT NULL CHECK (priorityRank BETWEEN 0 AND 4), title TEXT NOT NULL, description TEXT,
          status TEXT NOT NULL
            CHECK (status IN ('new', 'assigned', 'in-progress', 'waiting-for-customer', 'resolved', 'closed')),
          assignedToId BLOB, teamId BLOB, queuedAt INTEGER NOT NULL, reopenings INTEGER NOT NULL,
          openedAt INTEGER NOT NULL, dueFrom INTEGER NOT NULL, firstAnswerDueAt INTEGER NOT NULL,
          solutionDueAt INTEGER NOT NULL, firstAnsweredAt INTEGER, resolvedAt INTEGER, closedAt INTEGER, resolution TEXT,
          serviceContractId BLOB, hoursSpent TEXT, isUnderWarranty INTEGER NOT NULL,
          branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB,
          CHECK ((assignedToId IS NULL) = (status = 'new')),
          CHECK ((resolvedAt IS NOT NULL) = (status IN ('resolved', 'closed'))),
          CHECK ((closedAt IS NOT NULL) = (status = 'closed'))) STRICT;
        CREATE INDEX supportCase_customer ON supportCase(customerId, openedAt, id);
        CREATE INDEX supportCase_openedAt ON supportCase(openedAt, id);
        CREATE INDEX supportCase_assigned ON supportCase(assignedToId) WHERE assignedToId IS NOT NULL;
        CREATE INDEX supportCase_contact ON supportCase(contactId) WHERE contactId IS NOT NULL;
        CREATE INDEX supportCase_contract ON supportCase(serviceContractId) WHERE serviceContractId IS NOT NULL;
        CREATE INDEX supportCase_solutionDue ON supportCase(solutionDueAt, id);
        CREATE INDEX supportCase_responsible ON supportCase(responsibleId);
        CREATE INDEX supportCase_secondResponsible ON supportCase(secondResponsibleId)
          WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX supportCase_branch ON supportCase(branchId);
        -- What waits, in the order in which it is taken: of one team, and of all.
        CREATE INDEX supportCase_queue ON supportCase(teamId, (priorityRank * 100000000000000 + queuedAt), id)
          WHERE status = 'new';
        CREATE INDEX supportCase_waiting ON supportCase((priorityRank * 100000000000000 + queuedAt), id)
          WHERE status = 'new';

        -- Every step of a case's life; the status after the newest is the present one.
        CREATE TABLE caseStep(
          number INTEGER PRIMARY KEY AUTOINCREMENT, caseId BLOB NOT NULL, at INTEGER NOT NULL, account BLOB,
          command TEXT NOT NULL, fromStatus TEXT, toStatus TEXT NOT NULL, assignedToId BLOB, teamId BLOB, note TEXT,
          resolution TEXT, hoursSpent TEXT) STRICT;
        CREATE INDEX caseStep_case ON caseStep(caseId, number);

        -- What a contract with an allowance covers, and what is left of it; one without has no row.
        CREATE TABLE contractCopy(
          id BLOB PRIMARY KEY, number TEXT NOT NULL, customerId BLOB NOT NULL, status TEXT NOT NULL, effectiveFrom TEXT,
          effectiveTo TEXT, allowance TEXT NOT NULL, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB) STRICT;
        CREATE INDEX contractCopy_customer ON contractCopy(customerId);

        -- What customers were handed over, with its warranty.
        CREATE TABLE deliveredItemCopy(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, customerId BLOB NOT NULL, productId BLOB,
          description TEXT NOT NULL, serial TEXT COLLATE NOCASE, handedOverOn TEXT NOT NULL, warrantyTo TEXT) STRICT;
        CREATE INDEX deliveredItemCopy_customer ON deliveredItemCopy(customerId);
        CREATE INDEX deliveredItemCopy_product ON deliveredItemCopy(productId) WHERE productId IS NOT NULL;
        """
}
