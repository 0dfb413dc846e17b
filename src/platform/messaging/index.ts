export { type KeptMessage, type Mail, type MailSettings, type Message, openMail } from './mail.ts'
export {
  handOver,
  handOverAll,
  type OutboxNeeds,
  type OutgoingMessage,
  putMessages,
  releaseClaims,
} from './outbox.ts'
export { MAIL_JOB, mailJobs, sendMailSoon } from './outbox-jobs.ts'
