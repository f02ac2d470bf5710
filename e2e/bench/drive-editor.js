// Runs in the editor's page: moves the pointer and the wheel by hand, frame by frame, and times what the page's
// scripts do for each. Plain JavaScript, since it never goes through a compiler.

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Does `act(n)` once a frame. Of each: scriptMs, what handlers and animation callbacks took; frameMs, until the
 * frame after it began, painting of the one before included.
 */
window.benchFrames = async (count, act) => {
  const frames = [];
  await nextFrame();
  for (let n = 0; n < count; n += 1) {
    const startedAt = performance.now();
    let callbacksFrom = 0;
    requestAnimationFrame(() => {
      callbacksFrom = performance.now();
    });
    act(n);
    // React's own work for an event waits for the end of the task.
    await Promise.resolve();
    const handledMs = performance.now() - startedAt;
    const callbacksMs = await new Promise((resolve) =>
      requestAnimationFrame(() => resolve(performance.now() - callbacksFrom)),
    );
    frames.push({ scriptMs: handledMs + callbacksMs, frameMs: performance.now() - startedAt });
  }
  return frames;
};

const stage = () => document.querySelector("[data-testid=stage]");

function pointer(type, [x, y], buttons) {
  const target = stage().querySelector("canvas.upper-canvas");
  const event = {
    bubbles: true,
    cancelable: true,
    clientX: x,
    clientY: y,
    pointerId: 1,
    pointerType: "mouse",
  };
  target.dispatchEvent(
    new PointerEvent(type, { ...event, isPrimary: true, button: type === "pointermove" ? -1 : 0, buttons }),
  );
}

/** Presses on what lies at `from`, drags it in small circles, puts it back and lets go: three steps, so that frames are timed alone. */
window.benchPress = (from) => {
  pointer("pointermove", from, 0);
  pointer("pointerdown", from, 1);
};

window.benchDrag = (from, count) => {
  const spot = (n) => [from[0] + 20 * Math.cos(n / 6) - 20, from[1] + 20 * Math.sin(n / 6)];
  return window.benchFrames(count, (n) => pointer("pointermove", spot(n), 1));
};

window.benchRelease = (from) => {
  pointer("pointermove", from, 1);
  pointer("pointerup", from, 0);
};

function wheel(options) {
  const bounds = stage().getBoundingClientRect();
  const at = { clientX: bounds.left + bounds.width / 2, clientY: bounds.top + bounds.height / 2 };
  stage().dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, ...at, ...options }));
}

window.benchPan = (count) =>
  window.benchFrames(count, (n) => wheel({ deltaX: n % 40 < 20 ? 6 : -6, deltaY: n % 40 < 20 ? 3 : -3 }));

window.benchZoom = (count) =>
  window.benchFrames(count, (n) => wheel({ deltaY: n % 20 < 10 ? 2 : -2, ctrlKey: true }));

/** The least that 5,000 boxes can cost: a canvas of the same size above the same picture, one path, one stroke. */
window.benchRawCanvas = async (boxes, count) => {
  const canvas = document.createElement("canvas");
  const { width, height } = stage().getBoundingClientRect();
  Object.assign(canvas, { width: width * devicePixelRatio, height: height * devicePixelRatio });
  canvas.style.cssText = `position:fixed;left:0;top:0;z-index:9999;pointer-events:none;width:${width}px;height:${height}px`;
  document.body.append(canvas);
  const context = canvas.getContext("2d");
  context.scale(devicePixelRatio, devicePixelRatio);
  const scale = Math.min(width / 4000, height / 3000);
  const frames = await window.benchFrames(count, (n) => {
    requestAnimationFrame(() => {
      const by = n % 40 < 20 ? n % 20 : 20 - (n % 20);
      context.clearRect(0, 0, width, height);
      context.beginPath();
      for (const box of boxes)
        context.rect(box.x * scale + by, box.y * scale, box.width * scale, box.height * scale);
      context.lineWidth = 1.5;
      context.strokeStyle = "#56b4e9";
      context.stroke();
    });
  });
  canvas.remove();
  return frames;
};
