using System.Collections.Immutable;
using Infra.Findings;

namespace Infra.Planning;

/// <summary>What a program would create, determined without any cloud; sorted, and the same on every run.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Resources">All resources, sorted by URN.</param>
/// <param name="Findings">What the providers' schemas say against the plan.</param>
public record ResourcePlan(string Project, string Stack, ImmutableArray<PlannedResource> Resources, ImmutableArray<Finding> Findings);
