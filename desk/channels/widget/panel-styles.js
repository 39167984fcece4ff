/** The panel with its header and its states. */
export const panelCss = /* css */ `
.panel {
  position: fixed;
  z-index: var(--parley-z-index, 2147483000);
  inset-inline-end: max(var(--edge-gap), env(safe-area-inset-right));
  inset-block-end: calc(max(var(--edge-gap), env(safe-area-inset-bottom)) + 60px + 16px);
  display: flex;
  flex-direction: column;
  width: 400px;
  height: 680px;
  max-width: calc(100vw - 2 * var(--edge-gap));
  max-height: calc(100vh - 2 * var(--edge-gap) - 76px);
  max-height: calc(100dvh - 2 * var(--edge-gap) - 76px);
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  box-shadow: var(--shadow);
  animation: appear 220ms var(--ease);
  transform-origin: 100% 100%;
}

@keyframes appear {
  from {
    opacity: 0;
    transform: translateY(12px) scale(0.98);
  }
}

.header {
  position: relative;
  z-index: 1;
  display: flex;
  flex: none;
  align-items: center;
  gap: 4px;
  min-height: 72px;
  padding: 12px 10px 12px 18px;
  padding-inline: 18px 10px;
  border-block-end: 1px solid var(--line);
  background: var(--surface);
}

.mark {
  display: grid;
  flex: none;
  place-items: center;
  width: 40px;
  height: 40px;
  margin-inline-end: 8px;
  border-radius: 13px;
  background: var(--accent);
  color: var(--on-accent);
}

.titles {
  flex: 1;
  min-width: 0;
}

.title {
  font-size: 16px;
  font-weight: 650;
  line-height: 1.3;
  letter-spacing: -0.01em;
}

.subtitle {
  color: var(--ink-soft);
  font-size: 12.5px;
  line-height: 1.35;
}

.header-button:focus-visible {
  outline-offset: -2px;
}

.menu {
  position: absolute;
  inset-block-start: calc(100% - 8px);
  inset-inline-end: 12px;
  min-width: 220px;
  padding: 6px;
  border: 1px solid var(--line);
  border-radius: 14px;
  background: var(--surface);
  box-shadow: var(--shadow);
}

.menu-item {
  display: flex;
  align-items: center;
  gap: 10px;
  width: 100%;
  min-height: 44px;
  padding: 8px 12px;
  border-radius: 9px;
  text-align: start;
}

.menu-item:hover {
  background: var(--hover);
}

.menu-item .icon {
  width: 20px;
  height: 20px;
  color: var(--ink-soft);
}

.status,
.banner {
  flex: none;
  font-size: 13.5px;
  line-height: 1.4;
}

.status:not(:empty) {
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 10px 18px;
  border-block-end: 1px solid var(--line);
  background: var(--accent-soft);
  color: var(--ink);
}

.status:not(:empty)::before {
  content: '';
  flex: none;
  width: 9px;
  height: 9px;
  border: 2px solid var(--accent-text);
  border-radius: 50%;
}

.status[data-owner='agent']::before {
  background: var(--accent-text);
}

.banner:not(:empty) {
  padding: 10px 18px;
  background: var(--notice);
  color: var(--on-notice);
}

@media (max-width: 480px), (max-height: 480px) {
  .panel {
    inset: var(--view-top, 0) 0 auto 0;
    width: 100vw;
    max-width: none;
    height: 100vh;
    height: var(--view-height, 100dvh);
    max-height: none;
    border: 0;
    border-radius: 0;
    box-shadow: none;
    overscroll-behavior: contain;
  }

  .header {
    min-height: 64px;
    padding-block-start: max(10px, env(safe-area-inset-top));
    padding-block-end: 10px;
    padding-inline-start: max(16px, env(safe-area-inset-left));
  }
}

@media (max-height: 480px) {
  .header {
    min-height: 52px;
    padding-block: 4px;
  }

  .subtitle {
    display: none;
  }
}

@media (forced-colors: active) {
  .header-button,
  .mark {
    border: 1px solid ButtonText;
  }

  .status:not(:empty)::before {
    border-color: CanvasText;
  }

  .banner:not(:empty) {
    border-block-start: 1px solid CanvasText;
  }
}
`;
