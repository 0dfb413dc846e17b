/** What somebody said about a step, and as what they were when they said it. */
export type Comment = Readonly<{ id: string; words: string; as: string; role: string; at: Date }>
