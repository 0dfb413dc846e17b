export { type KeptMessage, type Mail, type MailSettings, type Message, openMail } from './mail.ts'
