export type Flag =
  | 'None'
  | 'Assigned'
  | 'Approved'
  | 'Declined'
  | 'Archived'
  | 'Distributed'
  | 'PrepostedInJournal'
  | 'PostedInJournal';

export type Location = 'Retrieval' | 'Scanning' | 'Journal';

export interface StoredFile {
  id: number;
  type: string;
  bytes: Buffer;
  /** Until `Save` a file is a ghost that nobody sees (fact sheet 4.3). */
  saved: boolean;
  stamp: number;
  location?: Location;
  metadata: { Key: string; Value: string }[];
  flags: Set<Flag>;
  registeredAt: Date;
  changedAt: Date;
}

/** One company's documents, and its series of stamp numbers. */
export class Archive {
  readonly #files: StoredFile[] = [];
  #highestStamp: number;

  constructor(firstStamp: number) {
    this.#highestStamp = firstStamp - 1;
  }

  /** The next stamp. Asking does not reserve it: the same one is given until a file is saved with it. */
  nextStamp(): number {
    return this.#highestStamp + 1;
  }

  create(type: string, now: Date): StoredFile {
    const file: StoredFile = {
      id: 512_345 + this.#files.length,
      type,
      bytes: Buffer.alloc(0),
      saved: false,
      stamp: 0,
      metadata: [],
      flags: new Set(),
      registeredAt: now,
      changedAt: now,
    };
    this.#files.push(file);
    return file;
  }

  find(id: number): StoredFile | undefined {
    return this.#files.find((file) => file.id === id);
  }

  /** Makes a ghost real, and uses up its stamp. */
  save(
    file: StoredFile,
    how: { stamp: number; location: Location; metadata: StoredFile['metadata'] },
    now: Date,
  ): void {
    Object.assign(file, how, { saved: true, registeredAt: now, changedAt: now });
    this.#highestStamp = Math.max(this.#highestStamp, how.stamp);
  }

  saved(): StoredFile[] {
    return this.#files.filter((file) => file.saved);
  }

  withStamp(stamp: number): StoredFile[] {
    return this.saved().filter((file) => file.stamp === stamp);
  }

  /** Moves the flag of every page with one of these stamps. */
  mark(stamps: Iterable<number>, { set, unset }: { set?: Flag; unset?: Flag }, now: Date): void {
    for (const file of [...stamps].flatMap((stamp) => this.withStamp(stamp))) {
      if (unset) file.flags.delete(unset);
      if (set) file.flags.add(set);
      file.changedAt = now;
    }
  }
}
