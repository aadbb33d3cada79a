namespace Infra.Cli.StackFiles;

/// <summary>A project or stack file cannot be read. The message says which file, where and why.</summary>
/// <param name="message">What is wrong, in one line.</param>
public sealed class StackFileException(string message) : Exception(message);
