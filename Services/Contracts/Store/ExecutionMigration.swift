/// What a contract agrees to beside its lines, and how it is carried out (CON-1, CON-2, CON-7, CON-8). A released migration
/// never changes.
enum ExecutionMigration {
    static let sql = """
        ALTER TABLE contract ADD COLUMN signatories TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE contract ADD COLUMN instalments TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE contract ADD COLUMN guarantees TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE contract ADD COLUMN visits TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE contract ADD COLUMN workItems TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE contract ADD COLUMN approvals TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE contract ADD COLUMN terms TEXT;
        ALTER TABLE contract ADD COLUMN renewal TEXT;
        ALTER TABLE contract ADD COLUMN allowance TEXT;
        ALTER TABLE contract ADD COLUMN predecessorId BLOB;
        ALTER TABLE contract ADD COLUMN successorId BLOB;
        CREATE INDEX contract_status ON contract(status, kind);

        CREATE TABLE acceptance(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, number TEXT NOT NULL, contractId BLOB NOT NULL REFERENCES contract(id),
          customerId BLOB NOT NULL, status TEXT NOT NULL CHECK (status IN ('draft', 'signed')), isFinal INTEGER NOT NULL,
          acceptedOn TEXT NOT NULL, lines TEXT NOT NULL, note TEXT, invoiceId BLOB, branchId BLOB, responsibleId BLOB,
          secondResponsibleId BLOB, createdAt INTEGER NOT NULL, UNIQUE (contractId, number)) STRICT;
        CREATE INDEX acceptance_responsible ON acceptance(responsibleId);
        CREATE INDEX acceptance_secondResponsible ON acceptance(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX acceptance_branch ON acceptance(branchId);
        CREATE INDEX acceptance_created ON acceptance(createdAt, id);

        CREATE TABLE deliveredItem(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, customerId BLOB NOT NULL, contractId BLOB, orderId BLOB,
          acceptanceId BLOB, productId BLOB, description TEXT NOT NULL, quantity TEXT NOT NULL, serial TEXT COLLATE NOCASE,
          handedOverOn TEXT NOT NULL, warrantyMonths INTEGER CHECK (warrantyMonths > 0), warrantyTo TEXT, note TEXT,
          branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB, createdAt INTEGER NOT NULL) STRICT;
        CREATE INDEX deliveredItem_customer ON deliveredItem(customerId);
        CREATE INDEX deliveredItem_serial ON deliveredItem(serial) WHERE serial IS NOT NULL;
        CREATE INDEX deliveredItem_warranty ON deliveredItem(warrantyTo) WHERE warrantyTo IS NOT NULL;
        CREATE INDEX deliveredItem_responsible ON deliveredItem(responsibleId);
        CREATE INDEX deliveredItem_secondResponsible ON deliveredItem(secondResponsibleId)
          WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX deliveredItem_branch ON deliveredItem(branchId);
        CREATE INDEX deliveredItem_created ON deliveredItem(createdAt, id);

        -- Service that was given under a contract, once per source and reference (CON-8).
        CREATE TABLE usage(
          id BLOB PRIMARY KEY, contractId BLOB NOT NULL REFERENCES contract(id), source TEXT NOT NULL,
          reference TEXT NOT NULL, usedOn TEXT NOT NULL, quantity TEXT NOT NULL, note TEXT, at INTEGER NOT NULL,
          account BLOB, UNIQUE (source, reference)) STRICT;
        CREATE INDEX usage_contract ON usage(contractId, usedOn);

        -- Texts that the terms of contracts are made from; every version is kept.
        CREATE TABLE termsTemplate(
          name TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL, account BLOB,
          PRIMARY KEY (name, version)) STRICT, WITHOUT ROWID;

        -- Files that belong to documents (CON-1): the bytes in pieces, so that backups have them and none is read whole.
        CREATE TABLE attachment(
          id BLOB PRIMARY KEY, entity TEXT NOT NULL, recordId BLOB NOT NULL, kind TEXT NOT NULL
            CHECK (kind IN ('signed-original', 'power-of-attorney', 'minutes', 'agreement', 'other')),
          name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL CHECK (size > 0), sha256 TEXT NOT NULL,
          at INTEGER NOT NULL, account BLOB) STRICT;
        CREATE INDEX attachment_record ON attachment(recordId, at);
        CREATE TABLE attachmentPiece(
          attachmentId BLOB NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (attachmentId, number))
          STRICT, WITHOUT ROWID;
        """
}
