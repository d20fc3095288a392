/** A binary heap: what comes soonest is taken first. */
export class SoonestFirst<T extends { at: number }> {
  private readonly heap: T[] = [];

  push(item: T): void {
    const { heap } = this;
    let index = heap.length;
    heap.push(item);
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (!parent || parent.at <= item.at) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = item;
  }

  pop(): T | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return last;
    let index = 0;
    for (let below = 1; below < heap.length; below = 2 * index + 1) {
      const right = heap[below + 1];
      let child = heap[below];
      if (right && child && right.at < child.at) {
        child = right;
        below++;
      }
      if (!child || child.at >= last.at) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = last;
    return first;
  }
}
