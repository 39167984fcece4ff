/** The row of numbers under the question how it was. */
export const ratingCss = /* css */ `
.rating {
  display: flex;
  flex-direction: column;
  gap: 6px;
  align-self: center;
  width: min(100%, 348px);
  margin-block-end: 12px;
}

.rating-scale {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(44px, 1fr));
  gap: 6px;
}

.rating-choice {
  min-height: 44px;
  border: 1px solid var(--accent-text);
  border-radius: 14px;
  background: var(--surface);
  color: var(--accent-text);
  font-weight: 600;
  font-variant-numeric: tabular-nums;
  transition: background 140ms;
}

.rating-choice:hover {
  background: var(--accent-soft);
}

.rating-choice[aria-pressed='true'] {
  border-color: var(--accent);
  background: var(--accent);
  color: var(--on-accent);
}

.rating-ends {
  display: flex;
  justify-content: space-between;
  color: var(--ink-soft);
  font-size: 12.5px;
}

.rating-comment {
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: 6px;
  margin-block-start: 6px;
  font-size: 14px;
}

.rating-field {
  width: 100%;
  padding: 10px 14px;
  border: 1px solid var(--edge);
  border-radius: 14px;
  background: var(--surface);
  font-size: 16px; /* Less, and iOS zooms the page. */
  line-height: 24px;
  resize: vertical;
}

.rating-status {
  color: var(--ink-soft);
  font-size: 13px;
  text-align: center;
}

.rating-status.failed {
  color: var(--danger);
  font-weight: 600;
}

@media (forced-colors: active) {
  .rating-choice[aria-pressed='true'] {
    outline: 3px solid Highlight;
  }
}
`;
