import { type PlannedFault } from './faults.js';
import { type LateCommit } from './late.js';
import { type Limits } from './limits.js';
import { Company } from './company.js';
import { type CompanySeed, type UserSeed, type WorldSeed } from './seed.js';
import { type CallRecord, type World } from './world.js';

/** What a test or a demo does behind the service's back. */
export class Control {
  constructor(private readonly world: World) {}

  addWorld({ companies, users }: WorldSeed): void {
    for (const company of companies) this.addCompany(company);
    for (const user of users) this.addUser(user);
  }

  addCompany(seed: CompanySeed): Company {
    return new Company(this.world, this.world.addCompany(seed));
  }

  addUser(seed: UserSeed): void {
    this.world.sessions.addUser(seed);
  }

  /** One company's books, by its client number. */
  company(id: string): Company {
    const books = this.world.companies.get(id);
    if (!books) throw new Error(`No company ${id}: there are ${this.companyIds().join(', ')}`);
    return new Company(this.world, books);
  }

  companyIds(): string[] {
    return [...this.world.companies.keys()];
  }

  /** Blocks a user's access to a company, for logins and for sessions that stand in it. */
  blockIdentity(id: string, blocked = true): void {
    const identities = this.world.sessions.users.flatMap((user) => user.identities);
    const found = identities.find((identity) => identity.id === id);
    if (!found) throw new Error(`No identity ${id}`);
    found.blocked = blocked;
  }

  changePassword(username: string, password: string): void {
    const user = this.world.sessions.users.find((candidate) => candidate.username === username);
    if (!user) throw new Error(`No user ${username}`);
    user.password = password;
  }

  /** Ends all sessions. Returns how many there were. */
  expireSessions(): number {
    return this.world.sessions.expire();
  }

  sessionCount(): number {
    return this.world.sessions.count();
  }

  get limits(): Limits {
    return this.world.limits;
  }

  planFault(planned: PlannedFault): void {
    this.world.faults.plan(planned);
  }

  clearFaults(): void {
    this.world.faults.clear();
  }

  plannedFaults(): PlannedFault[] {
    return this.world.faults.pending();
  }

  /** Does the late work that has fallen due. Requests and looks at the books do so by themselves. */
  settle(): void {
    this.world.settle();
  }

  lateCommits(): LateCommit[] {
    this.world.settle();
    return this.world.late.all();
  }

  /** The calls so far, of one operation or of all, with what came of them. */
  calls(operation?: string): CallRecord[] {
    return this.world.calls.filter((call) => operation === undefined || call.operation === operation);
  }
}
