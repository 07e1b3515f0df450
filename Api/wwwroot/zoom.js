// Zooms and pans a picture: wheel, pinch, double click, drag. Without zoom, a swipe to a side goes on, and one down closes.

const MOST = 8;
const SWIPE = 60; // pixels

export class Zoom {
  #stage;
  #picture;
  #actions;
  #scale = 1;
  #x = 0;
  #y = 0;
  #pointers = new Map();
  #start = null;

  /** `actions`: zoomed(scale), swiped(step), closed(). */
  constructor(stage, picture, actions) {
    this.#stage = stage;
    this.#picture = picture;
    this.#actions = actions;
    stage.addEventListener("wheel", event => this.#wheeled(event), { passive: false });
    stage.addEventListener("dblclick", event => this.#about(event, this.#scale > 1 ? 1 : 2.5));
    stage.addEventListener("pointerdown", event => this.#down(event));
    stage.addEventListener("pointermove", event => this.#moved(event));
    for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, event => this.#up(event));
  }

  get scale() {
    return this.#scale;
  }

  reset() {
    this.#pointers.clear();
    this.#start = null;
    this.#set(1, 0, 0);
  }

  /** Zooms about the middle. */
  by(factor) {
    this.#set(this.#scale * factor, this.#x * factor, this.#y * factor);
  }

  pan(x, y) {
    this.#set(this.#scale, this.#x + x, this.#y + y);
  }

  #set(scale, x, y) {
    this.#scale = Math.min(MOST, Math.max(1, scale));
    const limit = side => (side * (this.#scale - 1)) / 2;
    const within = (value, most) => Math.min(most, Math.max(-most, value));
    this.#x = within(x, limit(this.#stage.clientWidth));
    this.#y = within(y, limit(this.#stage.clientHeight));
    this.#picture.style.transform = this.#scale === 1 ? "" : `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`;
    this.#stage.classList.toggle("zoomed", this.#scale > 1);
    this.#actions.zoomed(this.#scale);
  }

  /** Zooms so that the point under the pointer stays there. */
  #about({ clientX, clientY }, scale) {
    const box = this.#stage.getBoundingClientRect();
    const [x, y] = [clientX - box.left - box.width / 2, clientY - box.top - box.height / 2];
    const factor = Math.min(MOST, Math.max(1, scale)) / this.#scale;
    this.#set(scale, x - (x - this.#x) * factor, y - (y - this.#y) * factor);
  }

  #wheeled(event) {
    event.preventDefault();
    this.#about(event, this.#scale * Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)));
  }

  #down(event) {
    if (event.target.closest("button, a")) return;
    this.#stage.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, event);
    const touch = event.pointerType !== "mouse";
    this.#start = { x: event.clientX, y: event.clientY, panX: this.#x, panY: this.#y, ...this.#pinch(), scale: this.#scale, touch };
  }

  #moved(event) {
    if (!this.#pointers.has(event.pointerId) || !this.#start) return;
    this.#pointers.set(event.pointerId, event);
    const pinch = this.#pinch();
    if (pinch.distance && this.#start.distance) {
      this.#about({ clientX: pinch.middleX, clientY: pinch.middleY }, (this.#start.scale * pinch.distance) / this.#start.distance);
    } else if (this.#scale > 1) {
      this.#set(this.#scale, this.#start.panX + event.clientX - this.#start.x, this.#start.panY + event.clientY - this.#start.y);
    }
  }

  #up(event) {
    const start = this.#start;
    const wasAlone = this.#pointers.size === 1;
    this.#pointers.delete(event.pointerId);
    if (this.#pointers.size > 0) {
      const [left] = this.#pointers.values();
      this.#start = { ...start, x: left.clientX, y: left.clientY, panX: this.#x, panY: this.#y, distance: 0, touch: false };
      return;
    }

    this.#start = null;
    if (!start?.touch || !wasAlone || this.#scale > 1 || event.type === "pointercancel") return;
    const [x, y] = [event.clientX - start.x, event.clientY - start.y];
    if (Math.abs(x) > SWIPE && Math.abs(x) > 1.5 * Math.abs(y)) this.#actions.swiped(x < 0 ? 1 : -1);
    else if (y > 1.5 * SWIPE && y > 2 * Math.abs(x)) this.#actions.closed();
  }

  #pinch() {
    const [one, other] = this.#pointers.values();
    if (!other) return { distance: 0 };
    return {
      distance: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
      middleX: (one.clientX + other.clientX) / 2,
      middleY: (one.clientY + other.clientY) / 2,
    };
  }
}
