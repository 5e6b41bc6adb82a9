package sample

import (
	"bytes"
	"io"
	"net"
	"testing"
	"time"
)

func TestClosingWaitsForNobodyWhoSaysNothing(t *testing.T) {
	e, err := Start(testNow)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", e.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /feed.xml HTTP/1.1\r\n"); err != nil {
		t.Fatal(err)
	}
	closed := make(chan error, 1)
	go func() { closed <- e.Close() }()
	select {
	case err := <-closed:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(maxTime / 2):
		t.Fatal("the edition waits for a request that does not come")
	}
	if n, err := conn.Read(make([]byte, 1)); n > 0 || err == nil {
		t.Errorf("the connection is open still: %d bytes, %v", n, err)
	}
}

func TestARequestWithoutEndIsNotAnswered(t *testing.T) {
	e := start(t)
	conn, err := net.Dial("tcp", e.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	head := "GET /feed.xml HTTP/1.1\r\nHost: harbour-times" + Suffix + "\r\nX-Long: "
	_, _ = io.WriteString(conn, head)
	_, _ = conn.Write(bytes.Repeat([]byte("a"), maxRequest)) // it may be hung up on
	_, _ = io.WriteString(conn, "\r\n\r\n")
	if answer, _ := io.ReadAll(conn); len(answer) > 0 {
		t.Errorf("it is answered: %.80q", answer)
	}
}
