using System.Collections.Immutable;
using Infra.Rules;
using Infra.Specification;

namespace Infra.Planning;

/// <summary>What the program would create, found without any cloud; sorted, and the same on every run.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Platform">The specification that the plan came from; absent where it could not be read.</param>
/// <param name="Resources">All resources, sorted by URN.</param>
/// <param name="Findings">All findings of the specification and of the plan.</param>
public sealed record ResourcePlan(
    string Project, string Stack, PlatformSpec? Platform, ImmutableArray<PlannedResource> Resources, ImmutableArray<Finding> Findings);
