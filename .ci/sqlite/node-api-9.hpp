// Lets better-sqlite3, a Node-API 10 addon, compile for Node-API 9 (Electron before 35.1) with its
// source untouched; included ahead of it (`-include`).
//
// What it uses of version 10 is references to values that aren't objects: to strings (property
// names, error codes) and to whatever an aggregate function accumulates. Version 9 refers only to
// objects, functions and symbols, so such a value is kept in an array of one, and the array is
// what is referred to.

#pragma once

#define NAPI_VERSION 9
#include <napi.h>

namespace inkling {

inline napi_status CreateBoxReference(napi_env env, napi_value value, uint32_t count, napi_ref* ref) {
  napi_value box;
  napi_status status = napi_create_array_with_length(env, 1, &box);
  if (status == napi_ok) status = napi_set_element(env, box, 0, value);
  if (status == napi_ok) status = napi_create_reference(env, box, count, ref);
  return status;
}

inline napi_status GetBoxedValue(napi_env env, napi_ref ref, napi_value* value) {
  napi_value box;
  napi_status status = napi_get_reference_value(env, ref, &box);
  if (status != napi_ok) return status;
  status = napi_get_element(env, box, 0, value);
  if (status != napi_pending_exception) return status;
  // Reading a reference works while an exception is on its way, reading an element doesn't.
  napi_value exception;
  status = napi_get_and_clear_last_exception(env, &exception);
  if (status != napi_ok) return status;
  status = napi_get_element(env, box, 0, value);
  napi_throw(env, exception);
  return status;
}

template <typename T>
Napi::Reference<T> NewReference(const T& value, uint32_t count) {
  napi_env env = value.Env();
  if (value.IsEmpty()) return Napi::Reference<T>(env, nullptr);
  napi_ref ref;
  napi_status status = CreateBoxReference(env, value, count, &ref);
  NAPI_THROW_IF_FAILED(env, status, Napi::Reference<T>());
  return Napi::Reference<T>(env, ref);
}

template <typename T>
T ReferredValue(napi_env env, napi_ref ref) {
  if (ref == nullptr) return T(env, nullptr);
  napi_value value;
  napi_status status = GetBoxedValue(env, ref, &value);
  NAPI_THROW_IF_FAILED(env, status, T());
  return T(env, value);
}

}  // namespace inkling

namespace Napi {

template <>
inline Reference<String> Reference<String>::New(const String& value, uint32_t count) {
  return inkling::NewReference(value, count);
}

template <>
inline String Reference<String>::Value() const {
  return inkling::ReferredValue<String>(_env, _ref);
}

// `Napi::Value` is spelt out: inside the class that name is its member function.
template <>
inline Reference<Napi::Value> Reference<Napi::Value>::New(const Napi::Value& value, uint32_t count) {
  return inkling::NewReference(value, count);
}

template <>
inline Napi::Value Reference<Napi::Value>::Value() const {
  return inkling::ReferredValue<Napi::Value>(_env, _ref);
}

template <>
inline void Reference<Napi::Value>::Reset(const Napi::Value& value, uint32_t count) {
  Reset();
  _env = value.Env();
  if (value.IsEmpty()) return;
  napi_status status = inkling::CreateBoxReference(_env, value, count, &_ref);
  NAPI_THROW_IF_FAILED_VOID(_env, status);
}

}  // namespace Napi
