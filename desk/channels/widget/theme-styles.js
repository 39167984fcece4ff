/**
 * Colours, sizes and what all parts share.
 *
 * A page themes the widget with custom properties on `parley-chat` or any element above it:
 * `--parley-accent`, `--parley-on-accent`, `--parley-accent-text` (links on the panel's ground),
 * `--parley-font`, `--parley-radius`, `--parley-edge` (distance from the window's corner),
 * `--parley-z-index`.
 *
 * Contrast of the built-in colours, the least of each kind: text 4.5:1, edges of controls 3:1.
 */
export const themeCss = /* css */ `
:host {
  all: initial;
  color-scheme: light dark;

  --accent: var(--parley-accent, #17594f);
  --on-accent: var(--parley-on-accent, #ffffff);
  --accent-text: var(--parley-accent-text, #17594f);
  --accent-soft: #e4efec;

  --surface: #ffffff;
  --ground: #f6f7f5;
  --ink: #18211f;
  --ink-soft: #566360;
  --line: #e3e7e4;
  --edge: #7f8c88;
  --bot-bubble: #ffffff;
  --agent-bubble: #fcf0dc;
  --agent-line: #f0dcb9;
  --agent-mark: #8a4f14;
  --on-agent-mark: #ffffff;
  --danger: #b3261e;
  --notice: #fff3d6;
  --on-notice: #573c06;
  --hover: rgb(24 33 31 / 6%);
  --shadow: 0 1px 2px rgb(16 32 28 / 8%), 0 12px 40px rgb(16 32 28 / 18%);
  --launcher-shadow: 0 2px 4px rgb(16 32 28 / 14%), 0 8px 24px rgb(16 32 28 / 24%);

  --radius: var(--parley-radius, 20px);
  --edge-gap: var(--parley-edge, 24px);
  --ease: cubic-bezier(0.2, 0.8, 0.2, 1);
}

@supports (color: color-mix(in oklab, red, blue)) {
  :host {
    --accent-text: var(--parley-accent-text, var(--accent));
    --accent-soft: color-mix(in oklab, var(--accent) 11%, white);
  }
}

@media (prefers-color-scheme: dark) {
  :host {
    --accent: var(--parley-accent, #1f7467);
    --accent-text: var(--parley-accent-text, #8ad3c5);
    --accent-soft: #1d3531;

    --surface: #1b201f;
    --ground: #131716;
    --ink: #eaefed;
    --ink-soft: #a7b3af;
    --line: #2d3533;
    --edge: #76837f;
    --bot-bubble: #222928;
    --agent-bubble: #352a19;
    --agent-line: #4d3d24;
    --agent-mark: #e0ad6b;
    --on-agent-mark: #2a1b06;
    --danger: #ffa59c;
    --notice: #3a2f14;
    --on-notice: #f6dfa4;
    --hover: rgb(234 239 237 / 9%);
    --shadow: 0 0 0 1px rgb(255 255 255 / 6%), 0 16px 48px rgb(0 0 0 / 55%);
    --launcher-shadow: 0 2px 4px rgb(0 0 0 / 30%), 0 8px 24px rgb(0 0 0 / 45%);
  }

  @supports (color: color-mix(in oklab, red, blue)) {
    :host {
      --accent-text: var(--parley-accent-text, color-mix(in oklab, var(--accent) 45%, white));
      --accent-soft: color-mix(in oklab, var(--accent) 30%, var(--surface));
    }
  }
}

*,
*::before,
*::after {
  box-sizing: border-box;
}

[hidden] {
  display: none !important;
}

.widget {
  font-family: var(
    --parley-font,
    system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', sans-serif
  );
  font-size: 15px;
  line-height: 1.47;
  color: var(--ink);
  text-align: start;
  -webkit-text-size-adjust: 100%;
  -webkit-font-smoothing: antialiased;
}

h2,
p,
ol,
ul {
  margin: 0;
  padding: 0;
  font: inherit;
}

button,
textarea {
  margin: 0;
  font: inherit;
  color: inherit;
  letter-spacing: inherit;
}

button {
  border: 0;
  background: none;
  cursor: pointer;
  touch-action: manipulation;
  -webkit-tap-highlight-color: transparent;
}

a {
  color: var(--accent-text);
  text-underline-offset: 2px;
}

:focus-visible {
  outline: 2px solid var(--accent-text);
  outline-offset: 2px;
}

.icon {
  width: 24px;
  height: 24px;
  flex: none;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}

.icon-menu {
  stroke-width: 3;
}

.icon-button {
  display: grid;
  flex: none;
  place-items: center;
  width: 44px;
  height: 44px;
}

.quiet-button {
  border-radius: 12px;
  color: var(--ink-soft);
  transition: background 140ms, color 140ms;
}

.quiet-button:hover,
.quiet-button[aria-expanded='true'] {
  background: var(--hover);
  color: var(--ink);
}

.one-line {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

@media (prefers-reduced-motion: reduce) {
  *,
  *::before,
  *::after {
    animation: none !important;
    transition: none !important;
  }
}

@media print {
  .widget {
    display: none;
  }
}
`;
