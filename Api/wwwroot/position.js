// Keeps where the reader was in the history's entry, so that back and reload return there.

const PAUSE = 120; // milliseconds without scrolling

export class Position {
  #grid;
  #timer = 0;

  /** Whether the position is not to be kept now, because pictures are still being loaded. */
  paused = true;

  constructor(grid) {
    this.#grid = grid;
    history.scrollRestoration = "manual";
    addEventListener("scroll", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.keep(), PAUSE);
    }, { passive: true });
    addEventListener("pagehide", () => this.keep());
  }

  /** Where the reader was when this entry was left: { index, top, count }; null at the top. */
  get kept() {
    return history.state?.at ?? null;
  }

  keep() {
    clearTimeout(this.#timer);
    if (this.paused || this.#grid.length === 0) return;
    const at = scrollY > 0 ? { ...this.#grid.position, count: this.#grid.length } : null;
    history.replaceState({ ...history.state, at }, "");
  }
}
