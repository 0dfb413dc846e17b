/**
 * Keeps the most recently used of what is made from its key alone; so a key says everything that went into the making,
 * an answer's fingerprint for the answer. Whoever asks while it is being made waits for it. What fails is forgotten.
 */
export function keepPieces(size: number) {
  const pieces = new Map<string, unknown>()
  return <Piece>(key: string, make: () => Piece): Piece => {
    const piece = pieces.has(key) ? (pieces.get(key) as Piece) : make()
    pieces.delete(key)
    pieces.set(key, piece)
    if (pieces.size > size) pieces.delete(pieces.keys().next().value!)
    if (piece instanceof Promise) piece.catch(() => pieces.get(key) === piece && pieces.delete(key))
    return piece
  }
}
