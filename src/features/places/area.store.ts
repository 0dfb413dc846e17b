import type { ForceId } from '#core/access/viewer.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Database, Tx } from '#platform/db/index.ts'

/** An area as a look-up names it. */
export type KnownArea = Readonly<{
  code: string
  kind: 'lpa' | 'neighbourhood' | 'lsoa'
  name: string
  parentCode: string | null
  vintage: '2011' | '2021' | null
}>

/** How many areas were not as the look-up draws them. */
export type AreasKept = Readonly<{ added: number; changed: number }>

/** The force's areas in the records, which roles and projects refer to. */
export function areaStore(database: Database) {
  return {
    /**
     * Makes the records hold these areas: adds, renames and moves, in one transaction with one audit entry, and neither
     * when they are so already. An area the look-up no longer names stays, because somebody may hold a role there.
     * Safe to run twice and from two nodes at once. Cost: one read of the force's areas, one statement a thousand
     * that differ.
     */
    async keep(forceId: ForceId, areas: readonly KnownArea[], at: Date): Promise<AreasKept> {
      const scope = { forceId, personId: null }
      return database.as(scope, async (tx) => {
        // One at a time within the force, so that what the entry counts was done by its writer.
        await tx.selectFrom('force').select('id').where('id', '=', forceId).forUpdate().execute()
        const held = await readAreas(tx, forceId)
        const differing = areas.filter((area) => !isSame(held.get(area.code), area))
        if (differing.length === 0) return { added: 0, changed: 0 }
        for (let from = 0; from < differing.length; from += 1000) {
          await writeAreas(tx, forceId, differing.slice(from, from + 1000))
        }
        const changed = differing.filter((area) => held.has(area.code)).length
        const kept = { added: differing.length - changed, changed }
        await recordAudit(tx, scope, at, {
          action: 'areas kept',
          subject: { kind: 'force', id: forceId },
          after: kept,
        })
        return kept
      })
    },
  }
}

type HeldArea = Pick<KnownArea, 'code' | 'name'> & { parentCode: string | null; vintage: string | null }

async function readAreas(tx: Tx, forceId: ForceId): Promise<Map<string, HeldArea>> {
  const rows = await tx
    .selectFrom('area')
    .select(['code', 'name', 'parent_code as parentCode', 'vintage'])
    .where('force_id', '=', forceId)
    .execute()
  return new Map(rows.map((row) => [row.code, row]))
}

function isSame(held: HeldArea | undefined, area: KnownArea): boolean {
  return (
    held !== undefined &&
    held.name === area.name &&
    held.parentCode === area.parentCode &&
    held.vintage === area.vintage
  )
}

async function writeAreas(tx: Tx, forceId: ForceId, areas: readonly KnownArea[]): Promise<void> {
  await tx
    .insertInto('area')
    .values(
      areas.map((area) => ({
        force_id: forceId,
        code: area.code,
        kind: area.kind,
        name: area.name,
        parent_code: area.parentCode,
        vintage: area.vintage,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['force_id', 'code']).doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        parent_code: eb.ref('excluded.parent_code'),
        vintage: eb.ref('excluded.vintage'),
      })),
    )
    .execute()
}
