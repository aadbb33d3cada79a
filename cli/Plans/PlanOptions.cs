using Infra.Cli.Shell;

namespace Infra.Cli.Plans;

/// <summary>What <c>platform plan</c> was asked to print.</summary>
/// <param name="Format">Output for a person or a program.</param>
/// <param name="Tree">Whether to print the resources as a tree.</param>
/// <param name="Order">Whether to print in which order the parts of each cluster are deployed.</param>
/// <param name="Out">Folder to write files to; absent: none.</param>
public sealed record PlanOptions(OutputFormat Format, bool Tree, bool Order, DirectoryInfo? Out);
