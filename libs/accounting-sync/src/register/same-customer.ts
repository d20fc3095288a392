import { type ErpCustomer } from '@accounting/port';

/** Both are known, and are not the same: then it is somebody else. */
export function differ(one: string | null | undefined, other: string | null | undefined): boolean {
  return Boolean(one) && Boolean(other) && one !== other;
}

/** The same but for blanks and case. Never enough to be recognised by; enough to be told from another one. */
export function sameName(one: string, other: string): boolean {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim().toLocaleLowerCase('nb');
  return plain(one) === plain(other);
}

export function fullName({ firstName, name }: Pick<ErpCustomer, 'firstName' | 'name'>): string {
  return firstName ? `${firstName} ${name}` : name;
}
