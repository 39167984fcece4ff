/** The round button in the window's corner. */
export const launcherCss = /* css */ `
.launcher {
  position: fixed;
  z-index: var(--parley-z-index, 2147483000);
  inset-inline-end: max(var(--edge-gap), env(safe-area-inset-right));
  inset-block-end: max(var(--edge-gap), env(safe-area-inset-bottom));
  display: grid;
  place-items: center;
  width: 60px;
  height: 60px;
  border: 1px solid transparent;
  border-radius: 50%;
  background: var(--accent);
  color: var(--on-accent);
  box-shadow: var(--launcher-shadow);
  transition: transform 180ms var(--ease), filter 180ms;
}

.launcher:hover {
  filter: brightness(1.08);
  transform: translateY(-1px);
}

.launcher:active {
  transform: scale(0.96);
}

.launcher:focus-visible {
  outline: 3px solid var(--accent-text);
  outline-offset: 3px;
  /* The page behind may have any colour: one of the two rings is seen. */
  box-shadow: 0 0 0 3px var(--surface), var(--launcher-shadow);
}

.launcher .icon {
  grid-area: 1 / 1;
  width: 29px;
  height: 29px;
  transition: transform 220ms var(--ease), opacity 140ms;
}

.launcher .icon-down,
.open .launcher .icon-chat {
  opacity: 0;
  transform: rotate(-30deg) scale(0.7);
}

.open .launcher .icon-down {
  opacity: 1;
  transform: none;
}

.badge {
  position: absolute;
  inset-block-start: -3px;
  inset-inline-end: -3px;
  min-width: 22px;
  padding: 0 6px;
  border: 2px solid var(--surface);
  border-radius: 13px;
  background: #c02a2a;
  color: #ffffff;
  font-size: 12px;
  font-weight: 650;
  line-height: 20px;
  text-align: center;
}

@media (max-width: 480px), (max-height: 480px) {
  .launcher {
    --edge-gap: var(--parley-edge, 16px);
  }

  .open .launcher {
    display: none;
  }
}
`;
