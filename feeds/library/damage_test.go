package library

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// stocked is a library with a few hundred articles, a bookmark and a copy,
// closed again.
func stocked(t *testing.T) *rig {
	r := newRig(t)
	titles := make([]string, 300)
	for i := range titles {
		titles[i] = "Item " + strings.Repeat("x", i)
	}
	r.answers(site, says(rss(titles...)))
	r.follow(feedURL)
	r.due()
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 1})
	if err == nil {
		_, err = r.Keep(t.Context(), page.Headlines[0].ID, feeds.Keeping{})
	}
	if err == nil {
		err = r.keepStoreCopy(t.Context())
	}
	if err == nil {
		err = r.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Whatever a file has become, opening and checking it ends, and
// either it is sound or it is said to be damaged and stays as it is.
func TestADamagedStoreIsSaidLeftAloneAndItsCopyOffered(t *testing.T) {
	r := stocked(t)
	path := filepath.Join(r.dir, store.File)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(3, 3))
	page := func(b []byte) []byte {
		at := (1 + rnd.IntN(len(b)/4096-1)) * 4096
		for i := range 4096 {
			b[at+i] = byte(rnd.Uint32())
		}
		return b
	}
	for _, tc := range []struct {
		name string
		harm func([]byte) []byte
	}{
		{"cut in half", func(b []byte) []byte { return b[:len(b)/2] }},
		{"cut within a page", func(b []byte) []byte { return b[:len(b)-1000] }},
		{"cut to its header", func(b []byte) []byte { return b[:100] }},
		{"a page in the middle overwritten", page},
		{"half of its pages overwritten", func(b []byte) []byte {
			for range len(b) / 8192 {
				b = page(b)
			}
			return b
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			harmed := tc.harm(bytes.Clone(whole))
			if err := os.WriteFile(path, harmed, 0o600); err != nil {
				t.Fatal(err)
			}
			lib, err := Open(t.Context(), r.options())
			if err == nil { // found by the weekly check, and from then on nothing is written
				err = lib.store.Check(t.Context(), true)
				if _, change := lib.MarkRead(t.Context(), []feeds.ArticleID{1}, true); change == nil {
					t.Error("a store known to be damaged was written")
				}
				if err == nil {
					t.Fatal("the damage went unseen")
				}
				err = openSentence(r.dir, err)
				_ = lib.Close()
			}
			if !strings.Contains(err.Error(), "is damaged") || !strings.Contains(err.Error(), "`broadsheet restore`") {
				t.Errorf("said: %v", err)
			}
			if now, _ := os.ReadFile(path); !bytes.Equal(now, harmed) {
				t.Error("the damaged file was written to")
			}
			aside, err := RestoreStore(t.Context(), r.dir, StoreCopies(r.dir)[0].Path, r.clock())
			if err != nil {
				t.Fatal(err)
			}
			if kept, _ := os.ReadFile(aside); !bytes.Equal(kept, harmed) {
				t.Error("what was set aside is not what stood there")
			}
			if err := os.Remove(aside); err != nil {
				t.Fatal(err)
			}
			again, err := Open(t.Context(), r.options())
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if f, err := again.Feeds(t.Context()); err != nil || len(f) != 1 || f[0].Articles != 300 {
				t.Errorf("the copy gave %+v, %v", f, err)
			}
		})
	}
}

// A page that only some reads meet is told to the screen by the first that does,
// and from then on nothing is written.
func TestDamageThatAReadMeetsIsToldAndNothingIsWrittenAnyMore(t *testing.T) {
	r := stocked(t)
	path := filepath.Join(r.dir, store.File)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	met := 0
	for at := 4096; at < len(whole); at += 4096 {
		harmed := bytes.Clone(whole)
		for i := range harmed[at : at+4096] {
			harmed[at+i] = 0xff
		}
		if err := os.WriteFile(path, harmed, 0o600); err != nil {
			t.Fatal(err)
		}
		lib, err := Open(t.Context(), r.options())
		if err != nil {
			continue // said there
		}
		if _, err = lib.Sections(t.Context()); err != nil {
			met++
			if !strings.Contains(Refusal(err), "`broadsheet restore`") {
				t.Errorf("said: %v", err)
			}
			if _, err := lib.MarkRead(t.Context(), []feeds.ArticleID{1}, true); !errors.Is(err, store.ErrCorrupt) {
				t.Errorf("an article was marked: %v", err)
			}
			if e, ok := (<-lib.Events()).(feeds.CopyFailed); !ok || !strings.Contains(e.Text, "puts in its place the last copy") {
				t.Errorf("the screen hears of %+v", e)
			}
		}
		_ = lib.Close()
		if now, _ := os.ReadFile(path); err != nil && !bytes.Equal(now, harmed) {
			t.Fatal("the damaged file was written to")
		}
	}
	if met == 0 {
		t.Error("no read met the damage")
	}
}

// Faults: D09
func TestNoBitTurnedOverEverCrashesOrHangs(t *testing.T) {
	r := stocked(t)
	path := filepath.Join(r.dir, store.File)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(4, 4))
	found := 0
	for range 100 {
		harmed := bytes.Clone(whole)
		harmed[rnd.IntN(len(harmed))] ^= 1 << rnd.IntN(8)
		if err := os.WriteFile(path, harmed, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		lib, err := Open(ctx, r.options())
		if err == nil {
			if err = lib.store.Check(ctx, true); err == nil {
				if page, err := lib.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 500}); err != nil || len(page.Headlines) == 0 {
					t.Errorf("a store that was found sound cannot be read: %v", err)
				}
			}
			_ = lib.Close()
		}
		if err != nil {
			found++
		}
		if ctx.Err() != nil {
			t.Fatal("it did not end")
		}
		cancel()
		for _, end := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + end)
		}
	}
	t.Logf("100 bits turned over, %d found, the others in texts or in free room", found)
	if found == 0 {
		t.Error("no bit was found, so nothing is looked at")
	}
}

func TestAStoreIsCheckedAfterAnUncleanEndAlone(t *testing.T) {
	r := stocked(t)
	path := filepath.Join(r.dir, store.File)
	r.start()
	if r.store.UncleanEnd() {
		t.Error("a store closed in order counts as unclean")
	}
	f := r.follow("http://other.example/feed")
	if len(f) != 1 {
		t.Fatal("not followed")
	}
	// What a kill leaves: the file and its log, as they are while it is open.
	left := t.TempDir()
	for _, end := range []string{"", "-wal"} {
		raw, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(left, store.File+end), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := r.options()
	o.Dir = left
	lib, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if !lib.store.UncleanEnd() {
		t.Error("a log that was left counts for nothing")
	}
	if list, _ := lib.Feeds(t.Context()); len(list) != 2 {
		t.Errorf("%d feeds, want both", len(list))
	}
}
