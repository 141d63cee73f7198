/* A C library: timers, sockets and work of libuv. */
#include <uv.h>

struct client {
  uv_tcp_t socket;
  uv_write_t request;
  unsigned open : 1;
  unsigned writing : 1;
  unsigned priority : 6;
  char buffer[256];
};

static void on_timer(uv_timer_t *timer) { uv_close((uv_handle_t *)timer, NULL); }

int main(void) {
  uv_loop_t loop;
  uv_timer_t timer;
  struct client client;
  uv_work_t work;
  uv_fs_t file;
  uv_process_t process;
  uv_loop_init(&loop);
  uv_timer_init(&loop, &timer);
  uv_timer_start(&timer, on_timer, 1, 0);
  uv_tcp_init(&loop, &client.socket);
  uv_run(&loop, UV_RUN_NOWAIT);
  (void)work;
  (void)file;
  (void)process;
  return uv_loop_close(&loop);
}
