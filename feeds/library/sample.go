package library

import (
	"context"
	"fmt"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/sample"
)

// subscribeSample puts the sample edition's feeds into the store.
func (l *Library) subscribeSample(ctx context.Context) error {
	if err := l.startSample(); err != nil {
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
	list, err := l.store.Feeds(ctx)
	if err != nil {
		return fmt.Errorf("read the feeds: %w", err)
	}
	for _, f := range list {
		if sample.IsSample(f.URL) {
			return l.startSample()
		}
	}
	return nil
}

// startSample starts the server and lets the client reach it by its made-up
// names.
func (l *Library) startSample() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.edition != nil {
		return nil
	}
	e, err := sample.Start(l.opt.Now())
	if err != nil {
		return fmt.Errorf("the sample edition cannot start its server on this machine: %w", err)
	}
	l.edition = e
	l.client.Close()
	l.client = fetch.New(l.policy(e))
	return nil
}
