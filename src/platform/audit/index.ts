export {
  type AuditEntry,
  type AuditEvent,
  type ChainFault,
  listHistory,
  recordAudit,
  recordAudits,
  recordRead,
  verifyChains,
} from './audit.ts'
