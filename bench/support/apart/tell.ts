/** Times `work` and prints what it took, with the processor time and the peak memory of this process. */
export async function tell(work: () => Promise<Record<string, unknown> | undefined>): Promise<void> {
  const cpuFrom = process.cpuUsage()
  const from = performance.now()
  const more = await work()
  const ms = performance.now() - from
  const { user, system } = process.cpuUsage(cpuFrom)
  const cpuMs = (user + system) / 1000
  console.log(JSON.stringify({ ms, cpuMs, peakMb: process.resourceUsage().maxRSS / 1024, ...more }))
}

/** What the parent asked, from the command line. */
export function asked<Question>(): Question {
  return JSON.parse(process.argv[2] ?? 'null') as Question
}
