@echo off
rem Runs the command line client from the sources: built once, and again when a source is newer than what was built.
setlocal
set "root=%~dp0"
set "program=%root%Cli\bin\Release\net10.0\txt2image.dll"

where dotnet >nul 2>&1
if errorlevel 1 (
  echo txt2image: needs the .NET 10 SDK: https://dotnet.microsoft.com/download 1>&2
  exit /b 2
)

if not exist "%program%" goto build
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:program).LastWriteTimeUtc; $sources = @('Cli', 'Client', 'Evaluation', 'Hub', 'Graphs', 'Clip\Onnx', 'Storage', 'samples\limits' | ForEach-Object { Get-ChildItem -LiteralPath ($env:root + $_) -Recurse -File } | Where-Object { $_.FullName -notmatch '\\(bin|obj)\\' }) + @(Get-Item ($env:root + 'Directory.*.props'), ($env:root + 'global.json')); if ($sources | Where-Object { $_.LastWriteTimeUtc -gt $built }) { exit 1 }"
if not errorlevel 1 goto run

:build
echo building... 1>&2
pushd "%root%"
dotnet build Cli -c Release --nologo -v quiet 1>&2
if errorlevel 1 (
  popd
  exit /b 2
)
popd
powershell -NoProfile -Command "(Get-Item -LiteralPath $env:program).LastWriteTimeUtc = [DateTime]::UtcNow"

:run
rem Collects garbage every 2 MB: by itself the runtime waits until the processor's cache is full of it.
if not defined DOTNET_GCgen0size set "DOTNET_GCgen0size=200000"
dotnet "%program%" %*
exit /b %errorlevel%
