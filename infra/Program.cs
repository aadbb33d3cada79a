using System.Collections.Immutable;
using Infra.Findings;
using Infra.Planning.Recording;
using Infra.Rules;
using Infra.Specification;
using Infra.Stacks;
using Pulumi;

// The address of the engine that runs the program; the SDK checks it too. PULUMI_STACK is no indication: people export it for the CLI.
if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PULUMI_MONITOR")))
{
    await Console.Error.WriteLineAsync(
        "This is a Pulumi program: start it with pulumi preview or pulumi up, or plan it offline with " +
        "dotnet run --project cli -- plan dev.");
    return 1;
}

ImmutableArray<Finding> findings;
try
{
    // The offline plan and its rules run first, also under `pulumi preview` and `pulumi up`: a plan that breaks a rule never reaches a
    // provider.
    var plan = await Preflight.PlanAsync(StackInputs.FromEnvironment());
    findings = [.. plan.Findings.Select(finding => finding.ForDeployment())];
}
catch (RunException mistake)
{
    // Outside a deployment nothing else prints the message without a stack trace.
    await Console.Error.WriteLineAsync(mistake.Message);
    return 1;
}

return await Deployment.RunAsync<PlatformStack>(new StackFactory(() =>
{
    // When it is thrown inside the deployment, the CLI shows the message as the stack's own error, without a stack trace.
    if (RuleSet.Report(findings) is { Length: > 0 } errors)
    {
        throw new RunException(errors);
    }

    foreach (var finding in findings)
    {
        if (finding.Accepted is null)
        {
            Log.Warn(finding.ToString());
        }
        else
        {
            Log.Info(finding.ToString());
        }
    }

    return new PlatformStack();
}));
