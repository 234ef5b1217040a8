/** The functions' own logger says nothing while they are under test; what a test expects of a log it reads there. */
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
