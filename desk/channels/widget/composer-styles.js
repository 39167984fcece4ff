/** The field in which the customer writes. */
export const composerCss = /* css */ `
.composer {
  flex: none;
  padding: 12px 14px max(14px, env(safe-area-inset-bottom));
  border-block-start: 1px solid var(--line);
  background: var(--surface);
}

.box {
  display: flex;
  align-items: flex-end;
  gap: 4px;
  padding: 4px;
  border: 1px solid var(--edge);
  border-radius: 27px;
  background: var(--surface);
  transition: border-color 140ms, box-shadow 140ms;
}

.box:focus-within {
  border-color: var(--accent-text);
  box-shadow: 0 0 0 1px var(--accent-text);
}

.field {
  display: block;
  flex: 1;
  min-width: 0;
  min-height: 44px;
  max-height: 140px;
  padding: 10px 6px 10px 14px;
  padding-inline: 14px 6px;
  overflow-y: auto;
  border: 0;
  outline: 0; /* The box around it shows the focus. */
  background: none;
  font-size: 16px; /* Less, and iOS zooms the page. */
  line-height: 24px;
  resize: none;
  scrollbar-width: thin;
}

.field::placeholder {
  color: var(--ink-soft);
  opacity: 1;
}

.send {
  border-radius: 50%;
  background: var(--accent);
  color: var(--on-accent);
  transition: background 140ms, color 140ms, transform 140ms var(--ease), filter 140ms;
}

.send:hover {
  filter: brightness(1.08);
}

.send:active {
  transform: scale(0.94);
}

.send[aria-disabled='true'] {
  background: var(--hover);
  color: var(--ink-soft);
  filter: none;
  cursor: default;
  transform: none;
}

.counter {
  padding: 6px 14px 0;
  color: var(--ink-soft);
  font-size: 12.5px;
  text-align: end;
}

.counter.over {
  color: var(--danger);
  font-weight: 600;
}

@media (max-width: 480px), (max-height: 480px) {
  .composer {
    padding-inline: max(12px, env(safe-area-inset-left)) max(12px, env(safe-area-inset-right));
  }
}

@media (forced-colors: active) {
  .box,
  .send {
    border: 1px solid ButtonText;
  }

  .box:focus-within {
    outline: 2px solid Highlight;
  }

  .send[aria-disabled='true'] {
    border-color: GrayText;
    color: GrayText;
  }
}
`;
