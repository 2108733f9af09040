// os/shm_failure_priv.h — what the system's error numbers mean to those who open named objects.
#pragma once

#include "base/status.h"

Status shm_failure_status(int error);
