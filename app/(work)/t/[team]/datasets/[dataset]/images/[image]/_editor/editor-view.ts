import {
  type ImageBox,
  type ImageSize,
  type ScreenPoint,
  type ScreenSize,
  screenPoint,
  screenSize,
} from "@/lib/annotation/coordinates";
import {
  actualSizeViewport,
  boxViewport,
  fitViewport,
  keepInView,
  panBy,
  revealBox,
  type Viewport,
  visibleBox,
  zoomAbout,
} from "@/lib/annotation/viewport";
import type { EditorStore } from "./editor-store";

/** Where the picture lies on the stage: zooming, panning, and keeping both sensible as the stage changes. */
export class EditorView {
  readonly #store: EditorStore;
  readonly #image: ImageSize;
  #screen: ScreenSize = screenSize(0, 0);

  constructor(store: EditorStore, image: ImageSize) {
    this.#store = store;
    this.#image = image;
  }

  get screen(): ScreenSize {
    return this.#screen;
  }

  /** The part of the plane that can be seen; null until the stage has measured itself. */
  get visible(): ImageBox | null {
    const { viewport } = this.#store.state;
    return viewport && visibleBox(viewport, this.#screen);
  }

  /** A fitted picture stays fitted; else the middle stays in the middle. */
  resize(screen: ScreenSize): void {
    const before = this.#screen;
    this.#screen = screen;
    const { viewport } = this.#store.state;
    if (!viewport || before.width === 0 || isSameView(viewport, fitViewport(this.#image, before)))
      return this.fit();
    const by = screenPoint((screen.width - before.width) / 2, (screen.height - before.height) / 2);
    this.#show(panBy(viewport, by));
  }

  pan(by: ScreenPoint): void {
    const { viewport } = this.#store.state;
    if (viewport) this.#show(panBy(viewport, by));
  }

  zoom(factor: number, anchor = screenPoint(this.#screen.width / 2, this.#screen.height / 2)): void {
    const { viewport } = this.#store.state;
    if (viewport) this.#show(zoomAbout(viewport, factor, anchor));
  }

  fit(): void {
    if (this.#screen.width > 0) this.#store.set({ viewport: fitViewport(this.#image, this.#screen) });
  }

  toActualSize(): void {
    if (this.#screen.width > 0) this.#store.set({ viewport: actualSizeViewport(this.#image, this.#screen) });
  }

  /** Brings a box close. */
  zoomTo(box: ImageBox): void {
    if (this.#screen.width > 0) this.#show(boxViewport(box, this.#screen));
  }

  /** Brings a box into view, if it is not. */
  reveal(box: ImageBox): void {
    const { viewport } = this.#store.state;
    if (viewport) this.#show(revealBox(viewport, box, this.#screen));
  }

  #show(viewport: Viewport): void {
    this.#store.set({ viewport: keepInView(viewport, this.#image, this.#screen) });
  }
}

function isSameView(a: Viewport, b: Viewport): boolean {
  return a.scale === b.scale && a.offset.x === b.offset.x && a.offset.y === b.offset.y;
}
