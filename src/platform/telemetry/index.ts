export { type Logger, type Metrics, openLogger, openMetrics } from './telemetry.ts'
