using System.Collections.Immutable;
using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>One evaluation of a program. Several may run at the same time; one may not run inside another.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<DeploymentInstance?> _instance = new();

    private readonly IMocks _mocks;
    private readonly TestOptions _options;
    private readonly ImmutableDictionary<string, string> _config = Config.ReadEnvironment();
    private readonly List<Resource> _resources = [];
    private readonly List<string> _errors = [];
    private Stack? _stack;

    private Deployment(IMocks mocks, TestOptions? options)
    {
        _mocks = mocks;
        _options = options ?? new();
        IsDryRun = _options.IsPreview ?? true;
    }

    public static DeploymentInstance Instance =>
        _instance.Value ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");

    /// <summary>The deployment that this code runs in, if any.</summary>
    internal static Deployment? Current => _instance.Value?.Deployment;

    /// <summary>The deployment that this code runs in.</summary>
    internal static Deployment Running => Instance.Deployment;

    /// <summary>What must finish before the run is over.</summary>
    internal RunTracker Tracker { get; } = new();

    internal bool IsDryRun { get; }

    internal string StackName => _options.StackName ?? "stack";

    internal string ProjectName => _options.ProjectName ?? "project";

    internal string OrganizationName => _options.OrganizationName ?? "organization";

    internal string RootDirectory => _options.RootDirectory
        ?? throw new InvalidOperationException("The Pulumi CLI version does not support root directory. Please update the Pulumi CLI.");

    /// <summary>The name of the stack as a resource.</summary>
    internal string RootName => $"{ProjectName}-{StackName}";

    internal Stack Stack
    {
        get => _stack ?? throw new InvalidOperationException("Trying to acquire Deployment.Stack before 'Run' was called.");
        set => _stack = value;
    }

    /// <summary>Checks the version of the CLI; there is none here to check.</summary>
    public static Task RequirePulumiVersionAsync(string pulumiVersionRange) => Task.CompletedTask;

    internal string? GetConfig(string fullKey) => _config.GetValueOrDefault(fullKey);

    /// <summary>Makes the run fail with that message.</summary>
    internal void ReportError(string message)
    {
        lock (_errors)
        {
            _errors.Add(message);
        }
    }
}
