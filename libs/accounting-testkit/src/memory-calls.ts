import { AccountingError, type Clock, type Reason } from '@accounting/port';
import type { Loss } from './bench.js';
import { testKitReason } from './reasons.js';

/** What becomes of the calls to one company's books: they are done and answered, unless a lever says otherwise. */
export class MemoryCalls {
  private readonly written = new Map<string, number>();
  private late: { at: number; save: () => void }[] = [];
  private down = false;
  private losesNext: Loss | null = null;
  private weather: () => Loss | null = () => null;
  private refusesNext: Reason | null = null;

  constructor(private readonly clock: Clock) {}

  // Levers

  loseNextAnswer(how: Loss): void {
    this.losesNext = how;
  }

  loseAnswers(weather: () => Loss | null): void {
    this.weather = weather;
  }

  refuseNext(reason: Reason): void {
    this.refusesNext = reason;
  }

  setDown(down: boolean): void {
    this.down = down;
  }

  /** How many writes came in, by operation, whatever became of them. */
  writes(): Record<string, number> {
    return Object.fromEntries(this.written);
  }

  // Calls

  mustBeUp(operation: string): void {
    if (this.down) throw new AccountingError(testKitReason('BOOKS_DOWN', { operation }), 'retry');
  }

  read<Answer>(operation: string, read: () => Answer): Answer {
    this.mustBeUp(operation);
    return structuredClone(read());
  }

  write<Answer>(operation: string, save: () => Answer): Answer {
    this.mustBeUp(operation);
    this.written.set(operation, (this.written.get(operation) ?? 0) + 1);
    const [refusal, loss] = [this.refusesNext, this.losesNext ?? this.weather()];
    this.refusesNext = this.losesNext = null;
    if (refusal) throw new AccountingError(refusal, 'ask-a-human', { refused: true });
    if (!loss) return structuredClone(save());

    if (loss.savedLater !== undefined) this.late.push({ at: this.now() + loss.savedLater, save });
    else if (loss.saved) save();
    throw new AccountingError(testKitReason('ANSWER_LOST', { operation }), 'look-up-first');
  }

  /** What was saved late, and is due, is there now. */
  comeThrough(): void {
    const due = this.late.filter(({ at }) => at <= this.now());
    this.late = this.late.filter((save) => !due.includes(save));
    for (const { save } of due) saveUnheard(save);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** Nobody hears why a late write was refused. */
function saveUnheard(save: () => void): void {
  try {
    save();
  } catch (error) {
    if (!(error instanceof AccountingError)) throw error;
  }
}
