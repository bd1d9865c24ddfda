@echo off
rem Starts Gatehouse from the folder it lies in. Needs a JDK 25 or newer on the PATH or in JAVA_HOME.
rem "gatehouse warm-up [FILE]" makes the ahead-of-time cache with which it starts in half the time.
setlocal
set HERE=%~dp0..
set JAVA=java.exe
for %%j in (java.exe) do if not "%%~$PATH:j"=="" set JAVA=%%~$PATH:j
if defined JAVA_HOME set JAVA=%JAVA_HOME%\bin\java.exe
if defined GATEHOUSE_JAVA set JAVA=%GATEHOUSE_JAVA%
set RUN="%JAVA%" --module-path="%HERE%\fx" --add-modules=javafx.controls --enable-native-access=javafx.graphics,ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx768m %GATEHOUSE_JAVA_OPTIONS% -Dgatehouse.keyring="%HERE%\keyring"

rem One cache for each JDK and build: beside the program, or with the user's own files.
set KEY=unknown
for %%r in ("%JAVA%") do for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_RUNTIME_VERSION=" "%%~dpr..\release" 2^>nul') do set KEY=%%~v
for %%f in ("%HERE%\lib\gatehouse-*.jar") do set KEY=%KEY%-%%~zf
set CACHE=%HERE%\cache\gatehouse-%KEY%.aot
set KEPT=%LOCALAPPDATA%\Gatehouse\cache\gatehouse-%KEY%.aot
if "%~1"=="warm-up" goto warmup

set READY=
if exist "%CACHE%" set READY=-Xlog:disable -Xlog:all=error,aot*=off,cds*=off:stderr -XX:+VerifySharedSpaces "-XX:AOTCache=%CACHE%"
if not defined READY if exist "%KEPT%" set READY=-Xlog:disable -Xlog:all=error,aot*=off,cds*=off:stderr -XX:+VerifySharedSpaces "-XX:AOTCache=%KEPT%"
rem Made in the background when it is missing, behind everything else.
set WINDOW=
if "%~1"=="" set WINDOW=yes
if "%~1"=="console" set WINDOW=yes
if defined WINDOW if not defined READY if not defined GATEHOUSE_NO_CACHE start "" /b /low cmd /c ""%~f0" warm-up" >nul 2>&1
set SPLASH=
if defined WINDOW set SPLASH="-splash:%HERE%\splash.png" -Dgatehouse.splash=true
%RUN% %SPLASH% %READY% -cp "%HERE%\lib\*" gatehouse.Main %*
exit /b %ERRORLEVEL%

:warmup
if not "%~2"=="" set CACHE=%~2
for %%c in ("%CACHE%") do mkdir "%%~dpc" 2>nul
type nul > "%CACHE%.learnt" 2>nul
if not exist "%CACHE%.learnt" set CACHE=%KEPT%
for %%c in ("%CACHE%") do mkdir "%%~dpc" 2>nul
%RUN% -Xlog:disable -Xlog:all=error:stderr -XX:AOTMode=record "-XX:AOTConfiguration=%CACHE%.learnt" -cp "%HERE%\lib\*" gatehouse.Main warm-up >nul || goto failed
%RUN% -Xlog:disable -Xlog:all=error:stderr -XX:AOTMode=create "-XX:AOTConfiguration=%CACHE%.learnt" "-XX:AOTCache=%CACHE%.new" -cp "%HERE%\lib\*" >nul || goto failed
del "%CACHE%.learnt" 2>nul
move /y "%CACHE%.new" "%CACHE%" >nul
exit /b %ERRORLEVEL%

:failed
del "%CACHE%.learnt" "%CACHE%.new" 2>nul
exit /b 1
