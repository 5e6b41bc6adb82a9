package library

import (
	"context"
	"fmt"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/sample"
)

// subscribeSample puts the sample edition's feeds into the store.
func (l *Library) subscribeSample(ctx context.Context) error {
	if err := l.startSample(ctx); err != nil {
		return err
	}
	list := l.edition.Feeds()
	for i := range list {
		list[i].Origin = feeds.OriginSample
	}
	_, err := l.subscribe(ctx, list, "the sample edition")
	return err
}

// resumeSample starts the edition's server when feeds of it are in the store
// from an earlier run.
func (l *Library) resumeSample(ctx context.Context) error {
	// A store that never had the edition has no date of it, which is quickly asked.
	if kept, err := l.store.Value(ctx, editionValue); err != nil || kept == "" {
		return err
	}
	list, err := l.store.Feeds(ctx)
	if err != nil {
		return fmt.Errorf("read the feeds: %w", err)
	}
	for _, f := range list {
		if sample.IsSample(f.URL) {
			return l.startSample(ctx)
		}
	}
	return nil
}

// startSample starts the server and lets the client reach it by its made-up
// names.
func (l *Library) startSample(ctx context.Context) error {
	now, err := l.editionDate(ctx)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.edition != nil {
		return nil
	}
	e, err := sample.Start(now)
	if err != nil {
		return fmt.Errorf("the sample edition cannot start its server on this machine: %w", err)
	}
	l.edition = e
	l.client.Close()
	l.client = fetch.New(l.policy(e))
	return nil
}

// editionValue is under which name the store keeps the edition's date.
const editionValue = "sample edition"

// editionDate is when the sample edition was first published here: its
// articles keep their dates when the store outlives the run.
func (l *Library) editionDate(ctx context.Context) (time.Time, error) {
	kept, err := l.store.Value(ctx, editionValue)
	if err != nil {
		return time.Time{}, fmt.Errorf("read the sample edition's date: %w", err)
	}
	if at, err := time.Parse(time.RFC3339, kept); err == nil {
		return at, nil
	}
	now := l.opt.Now().UTC()
	if err := l.store.SetValue(ctx, editionValue, now.Format(time.RFC3339)); err != nil {
		return time.Time{}, fmt.Errorf("keep the sample edition's date: %w", err)
	}
	return now, nil
}
