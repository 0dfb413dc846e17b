export {
  type AuditEntry,
  type AuditEvent,
  type ChainFault,
  listHistory,
  recordAudit,
  recordRead,
  verifyChains,
} from './audit.ts'
