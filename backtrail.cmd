@echo off
rem Starts Backtrail on Windows. Builds it on first use; after that no Maven is needed.
setlocal
set "HERE=%~dp0"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo backtrail: Java is missing; install a JDK 17 or newer, or set JAVA_HOME to one 1>&2
  exit /b 2
)
if not exist "%HERE%target\backtrail-0.1.0.jar" (
  call mvn -version >nul 2>&1
  if errorlevel 1 (
    echo backtrail: Maven is missing and Backtrail is not built yet; install Maven 3.8.1 or newer 1>&2
    exit /b 2
  )
  echo backtrail: building ^(once; needs the dependencies from a Maven repository^) ... 1>&2
  pushd "%HERE%"
  call mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package 1>&2
  if errorlevel 1 (
    popd
    echo backtrail: the build failed; see above 1>&2
    exit /b 70
  )
  popd
)
"%JAVA%" -XX:+UseSerialGC -Xmx2g -Djava.awt.headless=true -Dfile.encoding=UTF-8 -Dbacktrail.terminal=true -Dbacktrail.columns=120 "-Dbacktrail.home=%HERE%." -cp "%HERE%target\backtrail-0.1.0.jar;%HERE%target\lib\*" io.backtrail.Main %*
exit /b %errorlevel%
